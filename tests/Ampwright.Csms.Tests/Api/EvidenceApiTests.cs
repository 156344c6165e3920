using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Dapper;

namespace Ampwright.Csms.Tests.Api;

/// <summary>What a person needs to decide about a message that could not be told to be a transaction's, and about a flagged transaction.</summary>
public sealed class EvidenceApiTests
{
    [Fact]
    public async Task What_was_set_aside_is_listed_with_its_payload_page_by_page()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await csms.RegisterAsync("CP2");
        await using var station = await csms.ConnectAsync();
        await using var other = await csms.ConnectAsync("CP2");
        await station.CallAsync("StopTransaction", """{"transactionId":4711,"meterStop":2200,"timestamp":"2026-03-01T12:20:00Z"}""");
        await station.CallAsync("StopTransaction", """{"transactionId":-1,"meterStop":3300,"timestamp":"2026-03-01T12:30:00Z"}""");
        await other.CallAsync("MeterValues", """{"connectorId":1,"transactionId":4712,"meterValue":[{"timestamp":"2026-03-01T12:10:00Z","sampledValue":[{"value":"1"}]}]}""");

        var first = (await csms.SendAsync("GET", "/api/v1/set-aside?station=cp1&limit=1")).Json;
        var second = (await csms.SendAsync("GET", $"/api/v1/set-aside?station=cp1&limit=1&after={first.GetProperty("next").GetString()}")).Json;

        Assert.Equal((3300, "NoTransactionId"), Told(first));
        Assert.Equal((2200, "UnknownTransaction"), Told(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(3, (await csms.SendAsync("GET", "/api/v1/set-aside")).Json.GetProperty("items").GetArrayLength());

        static (int, string?) Told(JsonElement page) =>
            (page.GetProperty("items")[0].GetProperty("payload").GetProperty("meterStop").GetInt32(), page.GetProperty("items")[0].GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_flagged_transaction_tells_what_its_flags_rest_on()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var id = await StartAsync(station);
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":2200,"timestamp":"2026-03-01T12:20:00Z"}""");
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":9900,"timestamp":"2026-03-01T12:25:00Z"}""");

        var told = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json;

        Assert.Equal("ConflictingStop", told.GetProperty("flagDetails")[0].GetProperty("flag").GetString());
        Assert.Contains("9900 Wh", told.GetProperty("flagDetails")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(9900, told.GetProperty("setAside")[0].GetProperty("payload").GetProperty("meterStop").GetInt32());
    }

    [Fact]
    public async Task Meter_values_outside_of_a_transaction_are_listed_for_their_connector()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        foreach (var (connector, value) in ((int, string)[])[(1, "10"), (2, "20"), (1, "11")])
            await station.CallAsync("MeterValues", $$"""{"connectorId":{{connector}},"meterValue":[{"timestamp":"2026-03-01T12:{{value}}:00Z","sampledValue":[{"value":"{{value}}"}]}]}""");

        var told = (await csms.SendAsync("GET", "/api/v1/stations/CP1/connectors/1/meter-values")).Json.GetProperty("items");

        Assert.Equal(["10", "11"], told.EnumerateArray().Select(value => value.GetProperty("sampledValue")[0].GetProperty("value").GetString()));
    }

    [Fact]
    public async Task A_transaction_with_more_values_than_one_answer_holds_says_so_and_loses_none()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var id = await StartAsync(station);
        await csms.Database.WriteAsync(unit =>
        {
            var stationId = unit.Connection.ExecuteScalar<long>("SELECT station_id FROM transactions WHERE transaction_id = @id", new { id });
            for (var number = 0; number < 10_002; number++)
            {
                unit.Connection.Execute("""
                    INSERT INTO meter_values (station_id, connector_id, transaction_id, sampled_at, received_at, source, content_hash, sampled_values)
                    VALUES (@stationId, 1, @id, @at, @Now, 'MeterValues', @hash, @values)
                    """, new
                {
                    stationId,
                    id,
                    // Two by two at one instant: the page's end may fall between them.
                    at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(number / 2),
                    unit.Now,
                    hash = BitConverter.GetBytes(number),
                    values = $$"""[{"value":"{{number}}"}]""",
                });
            }
        });

        var told = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json;
        var rest = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/meter-values?limit=500&after={told.GetProperty("meterValuesNext").GetString()}")).Json;

        Assert.Equal(10_000, told.GetProperty("meterValues").GetArrayLength());
        Assert.Equal(["10000", "10001"], Values(rest));
        var paged = new List<string?>();
        for (string? after = "?limit=499"; after is not null;)
        {
            var page = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/meter-values{after}")).Json;
            paged.AddRange(Values(page));
            after = page.GetProperty("next").GetString() is { } next ? $"?limit=499&after={next}" : null;
        }
        Assert.Equal(Enumerable.Range(0, 10_002).Select(number => $"{number}"), paged);
        (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/meter-values?after=yesterday")).Problem(422);

        static IEnumerable<string?> Values(JsonElement page) =>
            page.GetProperty("items").EnumerateArray().Select(value => value.GetProperty("sampledValue")[0].GetProperty("value").GetString());
    }

    private static async Task<int> StartAsync(RawStation station) =>
        (await station.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"T1","meterStart":1000,"timestamp":"2026-03-01T12:00:00Z"}"""))[2]
        .GetProperty("transactionId").GetInt32();
}
