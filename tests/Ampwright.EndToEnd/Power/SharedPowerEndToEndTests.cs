using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Ampwright.EndToEnd.Power;

/// <summary>A real CSMS shares a limit between the two connectors of a real station, whose meters tell what flows.</summary>
public sealed class SharedPowerEndToEndTests
{
    [Fact]
    public async Task Two_cars_share_twenty_amperes_and_one_has_them_alone_when_the_other_has_left()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync("CP-1", "full", "MeterValuesSampledData=Current.Import,Energy.Active.Import.Register");
        await site.Api.SendAsync(HttpMethod.Put, "sites/1/power", new { nodes = new[] { new { name = "Yard", amperes = 20 } } });
        await SharedAsync(connectors => connectors.All(connector => connector.GetProperty("fallback").ValueKind == JsonValueKind.Number), "it holds its fall-backs");

        await station.Control.PlugAsync(1);
        await station.Control.CardAsync(Site.Card);
        await SharedAsync(connectors => MayDraw(connectors[0]) == 20, "the first has all");
        await site.Api.AddIdTagAsync("04000000000002");
        await station.Control.PlugAsync(2);
        await station.Control.CardAsync("04000000000002");
        await SharedAsync(connectors => connectors.All(connector => MayDraw(connector) == 10), "both have their share");
        Assert.True((await site.Api.SendAsync(HttpMethod.Get, "sites/1/power/worst-case")).GetProperty("holds").GetBoolean());
        await site.EventuallyAsync(async () => await NewestAsync(1) is > 0 and <= 10.1m && await NewestAsync(2) is > 0 and <= 10.1m, "the meters tell no more than the share");

        await station.Control.UnplugAtTheCarAsync(1);
        await SharedAsync(connectors => MayDraw(connectors[1]) == 20, "the second has all");
        Assert.Empty(site.Wire.Objections);

        Task SharedAsync(Func<List<JsonElement>, bool> fits, string what) => site.EventuallyAsync(
            async () =>
            {
                try
                {
                    return fits([.. (await site.Api.SendAsync(HttpMethod.Get, "sites/1/power/connectors")).GetProperty("connectors").EnumerateArray()]);
                }
                catch (HttpRequestException early) when (early.StatusCode == HttpStatusCode.Conflict)
                {
                    return false; // The plan was not looked at yet.
                }
            },
            what);

        async Task<decimal?> NewestAsync(int connector)
        {
            var running = (await site.Api.TransactionsAsync("CP-1")).FirstOrDefault(one => one.ConnectorId == connector && one.IsRunning);
            if (running is null) return null;
            var values = (await site.Api.TransactionAsync(running.Id)).MeterValues ?? [];
            return values.Count == 0 ? null : values[^1].SampledValue.EnumerateArray().Where(value => value.TryGetProperty("measurand", out var what) && what.GetString() == "Current.Import")
                .Select(value => decimal.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        }

        static decimal MayDraw(JsonElement connector) => connector.GetProperty("mayDraw").GetDecimal();
    }
}
