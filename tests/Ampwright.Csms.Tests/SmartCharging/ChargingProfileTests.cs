using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.SmartCharging;

public sealed class ChargingProfileTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private ServedCsms _csms = null!;
    private RawStation _station = null!;

    public async ValueTask InitializeAsync()
    {
        _csms = await ServedCsms.StartAsync(_time);
        await _csms.RegisterAsync();
        _station = await _csms.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _station.DisposeAsync();
        await _csms.DisposeAsync();
    }

    [Fact]
    public async Task A_profile_of_the_library_goes_to_a_station_and_is_held_once_the_station_agrees()
    {
        var id = await AddAsync("night", Profile(1, "TxDefaultProfile", limit: 10));
        await SetAsync(id, 1, "Rejected");
        await HeldAsync();
        await SetAsync(id, 1, "Accepted");
        await HeldAsync("1@1");

        // The same id replaces it, wherever it was.
        await SetAsync(id, 2, "Accepted");
        await HeldAsync("1@2");
        Assert.Equal(204, (await _csms.SendAsync("DELETE", $"/api/v1/charging-profiles/{id}")).Code);
        await HeldAsync("1@2");
    }

    [Theory]
    [InlineData("""{"id":2}""", "Accepted", new[] { "1@0", "3@1" })]
    [InlineData("""{"chargingProfilePurpose":"TxDefaultProfile"}""", "Accepted", new[] { "1@0" })]
    [InlineData("""{"connectorId":1}""", "Accepted", new[] { "1@0" })]
    [InlineData("""{"stackLevel":1,"connectorId":1}""", "Accepted", new[] { "1@0", "2@1" })]
    [InlineData("{}", "Accepted", new string[0])]
    [InlineData("""{"id":3}""", "Unknown", new[] { "1@0", "2@1" })]
    [InlineData("""{"id":3}""", null, new[] { "1@0", "2@1", "3@1" })]
    public async Task Clearing_takes_what_the_filter_names(string filter, string? answer, string[] left)
    {
        await CommandAsync("SetChargingProfile", $$"""{"connectorId":0,"csChargingProfiles":{{Profile(1, "ChargePointMaxProfile", limit: 32)}}}""", """{"status":"Accepted"}""");
        await CommandAsync("SetChargingProfile", $$"""{"connectorId":1,"csChargingProfiles":{{Profile(2, "TxDefaultProfile", limit: 16)}}}""", """{"status":"Accepted"}""");
        await CommandAsync("SetChargingProfile", $$"""{"connectorId":1,"csChargingProfiles":{{Profile(3, "TxDefaultProfile", limit: 16, level: 1)}}}""", """{"status":"Accepted"}""");
        await HeldAsync("1@0", "2@1", "3@1");

        await _csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ClearChargingProfile", filter);
        var call = JsonElement.Parse((await _station.ReceiveAsync())!);
        await _station.SendAsync(answer is null
            ? $$"""[4,"{{call[1].GetString()}}","NotSupported","",{}]"""
            : $$"""[3,"{{call[1].GetString()}}",{"status":"{{answer}}"}]""");
        await CommandsOverAsync();

        await HeldAsync(left);
    }

    [Fact]
    public async Task A_profile_that_came_with_a_remote_start_holds_for_its_transaction_and_ends_with_it()
    {
        await CommandAsync("RemoteStartTransaction", $$"""{"idTag":"AA","connectorId":1,"chargingProfile":{{Profile(5, "TxProfile", limit: 8, kind: "Relative")}}}""",
            """{"status":"Accepted"}""");
        await CommandsOverAsync();
        await HeldAsync();
        await StartTransactionAsync(2, "BB");
        await HeldAsync();
        var transaction = await StartTransactionAsync(1, "aa");
        await HeldAsync("5@1");
        Assert.Equal(8m, (await ComputeAsync(1))[0].GetProperty("limit").GetDecimal());
        Assert.Equal(JsonValueKind.Null, (await ComputeAsync(2))[0].GetProperty("limit").ValueKind);

        await _station.CallAsync("StopTransaction", $$"""{"transactionId":{{transaction}},"meterStop":10,"timestamp":"{{Now}}"}""");
        await HeldAsync();
    }

    [Fact]
    public async Task What_the_station_says_is_held_against_what_its_profiles_allow()
    {
        await CommandAsync("SetChargingProfile", $$"""{"connectorId":0,"csChargingProfiles":{{Profile(1, "TxDefaultProfile", limit: 10)}}}""", """{"status":"Accepted"}""");
        await HeldAsync("1@0");
        await CompositeAsync(60, $$"""{"status":"Accepted","connectorId":1,"scheduleStart":"{{Now}}","chargingSchedule":{"duration":60,"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":10.0}]} }""");
        await CompositeAsync(60, $$"""{"status":"Accepted","connectorId":1,"scheduleStart":"{{Now}}","chargingSchedule":{"duration":30,"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":10.0},{"startPeriod":20,"limit":16.0}]} }""");
        await CompositeAsync(60, $$"""{"status":"Accepted","connectorId":1,"scheduleStart":"{{Now}}","chargingSchedule":{"duration":60,"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":6900.0,"numberPhases":3}]} }""");
        await CompositeAsync(60, """{"status":"Rejected"}""");

        await Eventually.HoldsAsync(async () => (await DifferencesAsync()).SequenceEqual(
            [null, "it covers 30 of the 60 s asked for; from 20 s it says 16.0 A, the profiles allow 10 A", null]), "the answers are kept");
        Assert.Single((await _csms.SendAsync("GET", "/api/v1/events/log?kind=compositeScheduleDiffers")).Json.GetProperty("items").EnumerateArray());

        async Task<List<string?>> DifferencesAsync() => [.. (await _csms.SendAsync("GET", "/api/v1/stations/CP1/composite-schedules")).Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("difference").GetString())];
    }

    [Fact]
    public async Task Faulty_profiles_are_told_what_is_wrong()
    {
        var errors = (await _csms.SendAsync("POST", "/api/v1/charging-profiles", """{"name":"","profile":{"chargingProfileId":1}}""")).Problem(422).GetProperty("errors");
        Assert.True(errors.TryGetProperty("name", out _));
        Assert.Equal(2, errors.EnumerateObject().Count());
        await AddAsync("one", Profile(1, "TxDefaultProfile", limit: 10));
        (await _csms.SendAsync("POST", "/api/v1/charging-profiles", $$"""{"name":"One","profile":{{Profile(1, "TxDefaultProfile", limit: 10)}}}""")).Problem(409);
        (await _csms.SendAsync("POST", "/api/v1/stations/CP1/charging-profiles", """{"profile":99,"connectorId":1}""")).Problem(404);
        (await _csms.SendAsync("POST", "/api/v1/stations/NONE/charging-profiles", """{"profile":1,"connectorId":1}""")).Problem(404);
        (await _csms.SendAsync("GET", "/api/v1/stations/CP1/connectors/1/composite-schedule?seconds=0&unit=V")).Problem(422);
    }

    private string Now => $"{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";

    private static string Profile(int id, string purpose, decimal limit, int level = 0, string kind = "Absolute") => $$"""
        {"chargingProfileId":{{id}},"stackLevel":{{level}},"chargingProfilePurpose":"{{purpose}}","chargingProfileKind":"{{kind}}",
         "chargingSchedule":{{{(kind == "Absolute" ? "\"startSchedule\":\"2026-01-01T00:00:00Z\"," : "")}}"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":{{limit}}}]} }
        """;

    private async Task<long> AddAsync(string name, string profile)
    {
        var answer = await _csms.SendAsync("POST", "/api/v1/charging-profiles", $$"""{"name":"{{name}}","profile":{{profile}}}""");
        Assert.Equal(201, answer.Code);
        return answer.Json.GetProperty("id").GetInt64();
    }

    private async Task SetAsync(long profile, int connector, string status)
    {
        Assert.Equal(202, (await _csms.SendAsync("POST", "/api/v1/stations/CP1/charging-profiles", $$"""{"profile":{{profile}},"connectorId":{{connector}}}""")).Code);
        await _station.AnswerAsync($$"""{"status":"{{status}}"}""");
        await CommandsOverAsync();
    }

    private async Task CommandAsync(string action, string payload, string answer)
    {
        var queued = await _csms.SendAsync("POST", $"/api/v1/stations/CP1/commands/{action}", payload);
        Assert.True(queued.Code == 202, queued.Text);
        await _station.AnswerAsync(answer);
    }

    private Task CompositeAsync(int seconds, string answer) => CommandAsync("GetCompositeSchedule", $$"""{"connectorId":1,"duration":{{seconds}}}""", answer);

    private Task CommandsOverAsync() => Eventually.HoldsAsync(async () => (await _csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").EnumerateArray()
        .All(command => command.GetProperty("state").GetString() is not ("Queued" or "Sent")));

    private Task HeldAsync(params string[] held) => Eventually.HoldsAsync(async () =>
        (await _csms.SendAsync("GET", "/api/v1/stations/CP1/charging-profiles")).Json.GetProperty("items").EnumerateArray()
            .Select(item => $"{item.GetProperty("chargingProfileId").GetInt32()}@{item.GetProperty("connectorId").GetInt32()}").Order(StringComparer.Ordinal).SequenceEqual(held),
        $"the station holds {string.Join(", ", held)}");

    private async Task<JsonElement> ComputeAsync(int connector) =>
        (await _csms.SendAsync("GET", $"/api/v1/stations/CP1/connectors/{connector}/composite-schedule?seconds=60")).Json.GetProperty("periods");

    private async Task<int> StartTransactionAsync(int connector, string tag) => (await _station.CallAsync("StartTransaction",
        $$"""{"connectorId":{{connector}},"idTag":"{{tag}}","meterStart":0,"timestamp":"{{Now}}"}"""))[2].GetProperty("transactionId").GetInt32();
}
