using System.Text.Json;

namespace Ampwright.EndToEnd.Crash;

/// <summary>Receipts of a real station's session, while the CSMS is killed.</summary>
public sealed class ReceiptsKilledTests
{
    private const int Askers = 4;
    private const int Each = 100;
    private static readonly int[] KilledAfter = [40, 120, 200, 280, 360];

    [Fact]
    public async Task A_session_is_charged_once_and_over_kills_of_the_CSMS_no_receipt_is_missing_or_there_twice()
    {
        await using var site = await Site.StartAsync();
        var tariff = (await site.Api.SendAsync(HttpMethod.Post, "tariffs", new { name = "Public", validFrom = "2020-01-01T00:00:00Z", terms = new { currency = "EUR", startFee = 0.5, perKwh = 0.5 } })).GetProperty("id").GetInt64();
        await site.Api.SendAsync(HttpMethod.Post, "tariff-assignments", new { tariff });
        var station = await site.StartStationAsync("CP-1", "full", meterHaste: 100);
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        await site.EnergyFlowsAsync(station);
        await station.Control.CardAsync(Site.Card);
        var session = await site.EndedTransactionAsync(station);
        JsonElement price = default;
        await site.EventuallyAsync(async () =>
        {
            price = await site.Api.SendAsync(HttpMethod.Get, $"transactions/{session.Id}/price");
            return price.GetProperty("entries").GetArrayLength() == 1;
        }, "the session is charged");
        var charged = price.GetProperty("balance").GetDecimal();
        Assert.Equal(decimal.Round(0.5m + (0.5m * session.EnergyWh / 1000), 2, MidpointRounding.AwayFromZero), charged);

        var answered = 0;
        var asking = Task.WhenAll(Enumerable.Range(0, Askers).Select(AskAsync));
        foreach (var after in KilledAfter)
        {
            await site.EventuallyAsync(() => Volatile.Read(ref answered) >= after, $"{after} are answered");
            await site.Csms.KillAsync();
            await site.Csms.StartAgainAsync();
        }
        await asking;

        var entries = (await site.Api.SendAsync(HttpMethod.Get, $"transactions/{session.Id}/price")).GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(1 + (Askers * Each), entries.Count);
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.GetProperty("receiptNumber").GetInt32()));
        Assert.Equal(Askers * Each, entries.Select(entry => entry.GetProperty("reason").GetString()).Where(reason => reason is not null).Distinct().Count());
        Assert.Equal(charged + (0.01m * Askers * Each), entries.Sum(entry => entry.GetProperty("gross").GetDecimal()));

        // Sends each of its corrections again, under the same key, until it is answered.
        async Task AskAsync(int asker)
        {
            for (var number = 0; number < Each; number++)
            {
                var name = $"{asker}-{number}";
                await site.EventuallyAsync(async () => await IsAnsweredAsync(name), $"correction {name} is answered");
                Interlocked.Increment(ref answered);
            }
        }

        async Task<bool> IsAnsweredAsync(string name)
        {
            try
            {
                await site.Api.SendAsync(HttpMethod.Post, $"transactions/{session.Id}/price-entries", new { kind = "Correction", gross = 0.01, reason = name }, name);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }
}
