using System.Text.Json;
using Ampwright.Csms.Tests.Actions;
using static Ampwright.Csms.Tests.Cases.TestTool;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>SmartCharging.</summary>
public sealed class SmartChargingCases
{
    private const string Accepted = """{"status":"Accepted"}""";

    [Fact]
    [Observes("SetChargingProfile")]
    public async Task TC_056_CSMS_a_default_profile()
    {
        await using var tool = await BootedAsync();
        var asked = await SetAsync(tool, await AddAsync(tool, 1, "TxDefaultProfile", level: 3));
        Assert.Equal(1, asked.GetProperty("connectorId").GetInt32());
        var profile = asked.GetProperty("csChargingProfiles");
        Assert.Equal((3, "TxDefaultProfile", "Absolute"), (profile.GetProperty("stackLevel").GetInt32(), Text(profile, "chargingProfilePurpose"), Text(profile, "chargingProfileKind")));
        Assert.NotNull(Text(profile, "validFrom"));
        Assert.NotNull(Text(profile, "validTo"));
        Assert.False(profile.TryGetProperty("transactionId", out _) || profile.TryGetProperty("recurrencyKind", out _));
        var schedule = profile.GetProperty("chargingSchedule");
        Assert.Equal((300, "A"), (schedule.GetProperty("duration").GetInt32(), Text(schedule, "chargingRateUnit")));
        Assert.NotNull(Text(schedule, "startSchedule"));
        var period = schedule.GetProperty("chargingSchedulePeriod")[0];
        Assert.Equal((0, "6.0", 3), (period.GetProperty("startPeriod").GetInt32(), period.GetProperty("limit").GetRawText(), period.GetProperty("numberPhases").GetInt32()));
        await HeldAsync(tool, "1@1");
    }

    [Fact]
    public async Task TC_057_CSMS_a_profile_for_the_running_transaction()
    {
        await using var tool = await BootedAsync();
        var transaction = await tool.ChargingAsync();
        var profile = (await SetAsync(tool, await AddAsync(tool, 2, "TxProfile", "Relative"), transaction)).GetProperty("csChargingProfiles");
        Assert.Equal(("TxProfile", "Relative", transaction), (Text(profile, "chargingProfilePurpose"), Text(profile, "chargingProfileKind"), profile.GetProperty("transactionId").GetInt32()));
        Assert.False(profile.TryGetProperty("recurrencyKind", out _) || profile.GetProperty("chargingSchedule").TryGetProperty("startSchedule", out _));
        await HeldAsync(tool, "2@1");
    }

    [Fact]
    [Observes("GetCompositeSchedule")]
    public async Task TC_066_CSMS_the_composite_schedule_is_asked_for_and_held_against_our_own()
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("GetCompositeSchedule", """{"connectorId":1,"duration":300,"chargingRateUnit":"A"}""",
            $$"""{"status":"Accepted","connectorId":1,"scheduleStart":"{{Now}}","chargingSchedule":{"duration":300,"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0}]} }""");
        Assert.Equal((1, 300, "A"), (asked.GetProperty("connectorId").GetInt32(), asked.GetProperty("duration").GetInt32(), Text(asked, "chargingRateUnit")));
        Assert.Equal(300, (await tool.GetAsync("stations/CP1/composite-schedules")).GetProperty("items")[0].GetProperty("seconds").GetInt32());
    }

    [Fact]
    [Observes("ClearChargingProfile")]
    public async Task TC_067_CSMS_profiles_are_cleared_by_id_by_criteria_and_all()
    {
        await using var tool = await BootedAsync();
        for (var number = 1; number <= 3; number++) await SetAsync(tool, await AddAsync(tool, number, "TxDefaultProfile", level: number));
        await HeldAsync(tool, "1@1", "2@1", "3@1");
        foreach (var (filter, left) in ((string, string[])[])
        [
            ("""{"id":1}""", ["2@1", "3@1"]),
            ("""{"connectorId":1,"chargingProfilePurpose":"TxDefaultProfile","stackLevel":2}""", ["3@1"]),
            ("{}", []),
        ])
        {
            Assert.Equal(filter, (await tool.CommandAsync("ClearChargingProfile", filter, Accepted)).GetRawText());
            await HeldAsync(tool, left);
        }
    }

    [Fact]
    public async Task TC_059_CSMS_a_remote_start_with_a_profile()
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("RemoteStartTransaction", $$"""{"connectorId":1,"idTag":"GOOD","chargingProfile":{{Profile(5, "TxProfile", "Relative")}}}""", Accepted);
        var profile = asked.GetProperty("chargingProfile");
        Assert.Equal(("TxProfile", "Relative", 0), (Text(profile, "chargingProfilePurpose"), Text(profile, "chargingProfileKind"), profile.GetProperty("chargingSchedule").GetProperty("chargingSchedulePeriod")[0].GetProperty("startPeriod").GetInt32()));
        Assert.False(profile.TryGetProperty("transactionId", out _) || profile.TryGetProperty("recurrencyKind", out _));
        await tool.ChargingAsync();
        await HeldAsync(tool, "5@1");
    }

    private static string Profile(int id, string purpose, string kind = "Absolute", int level = 0) =>
        $$$"""{"chargingProfileId":{{{id}}},"stackLevel":{{{level}}},"chargingProfilePurpose":"{{{purpose}}}","chargingProfileKind":"{{{kind}}}",{{{(kind == "Absolute" ? "\"validFrom\":\"2026-01-01T00:00:00Z\",\"validTo\":\"2046-01-01T00:00:00Z\"," : "")}}}"chargingSchedule":{"duration":300,{{{(kind == "Absolute" ? "\"startSchedule\":\"2026-01-01T00:00:00Z\"," : "")}}}"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":6.0,"numberPhases":3}]}}""";

    private static async Task<long> AddAsync(TestTool tool, int id, string purpose, string kind = "Absolute", int level = 0)
    {
        var added = await tool.Csms.SendAsync("POST", "/api/v1/charging-profiles", $$"""{"name":"case {{id}}","profile":{{Profile(id, purpose, kind, level)}}}""");
        Assert.True(added.Code == 201, added.Text);
        return added.Json.GetProperty("id").GetInt64();
    }

    private static Task<JsonElement> SetAsync(TestTool tool, long profile, int? transaction = null) => tool.OperateAsync(
        "stations/CP1/charging-profiles", $$"""{"profile":{{profile}},"connectorId":1{{(transaction is { } id ? $",\"transactionId\":{id}" : "")}}}""", "SetChargingProfile", Accepted);

    private static Task HeldAsync(TestTool tool, params string[] held) => TestKit.Eventually.HoldsAsync(async () =>
        (await tool.GetAsync("stations/CP1/charging-profiles")).GetProperty("items").EnumerateArray()
            .Select(item => $"{item.GetProperty("chargingProfileId").GetInt32()}@{item.GetProperty("connectorId").GetInt32()}").Order(StringComparer.Ordinal).SequenceEqual(held),
        $"the station holds {string.Join(' ', held)}");
}
