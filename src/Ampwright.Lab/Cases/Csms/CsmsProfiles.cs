using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Cases.Csms;

/// <summary>Charging profiles that the operator sends, and what a case asks of those that arrive.</summary>
internal static class CsmsProfiles
{
    public static JsonObject Make(CsmsRun s, int id, string purpose, int level, bool relative = false)
    {
        var schedule = new JsonObject
        {
            ["duration"] = s.Settings.ScheduleDuration,
            ["chargingRateUnit"] = s.Settings.RateUnit,
            ["chargingSchedulePeriod"] = new JsonArray(new JsonObject
            {
                ["startPeriod"] = 0,
                ["limit"] = Limit(s),
                ["numberPhases"] = s.Settings.NumberPhases,
            }),
        };
        if (!relative) schedule["startSchedule"] = s.Now();
        return new JsonObject
        {
            ["chargingProfileId"] = id,
            ["stackLevel"] = level,
            ["chargingProfilePurpose"] = purpose,
            ["chargingProfileKind"] = relative ? "Relative" : "Absolute",
            ["validFrom"] = s.Now(),
            ["validTo"] = s.Now(s.Settings.ScheduleDuration),
            ["chargingSchedule"] = schedule,
        };
    }

    public static Task<Frame> ProfileSet(this CsmsRun s, int connector, JsonObject profile) =>
        s.Commanded("SetChargingProfile", new JsonObject { ["connectorId"] = connector, ["csChargingProfiles"] = profile });

    /// <summary>The CSMS shows that the station holds the profile.</summary>
    public static Task HoldsProfile(this CsmsRun s, int id, int connector, string purpose) =>
        s.Shows(CsmsRecord.ChargingProfile, id, ("connectorId", $"{connector}"), ("chargingProfilePurpose", purpose));

    /// <summary>TC_056_CSMS: every member as configured.</summary>
    public static void IsDefaultProfile(CsmsRun s, Frame call)
    {
        s.Has(call, ("connectorId", $"{s.Connector}"));
        var profile = call.Member("csChargingProfiles")!.Value;
        Is(s, call, profile, "chargingProfilePurpose", "TxDefaultProfile");
        Is(s, call, profile, "chargingProfileKind", "Absolute");
        Is(s, call, profile, "stackLevel", $"{s.Settings.StackLevel}");
        foreach (var member in new[] { "validFrom", "validTo" }) Has(s, call, profile, member);
        if (s.Newest)
        {
            foreach (var member in new[] { "transactionId", "recurrencyKind" }) HasNot(s, call, profile, member);
        }
        var schedule = profile.GetProperty("chargingSchedule");
        Has(s, call, schedule, "startSchedule");
        Is(s, call, schedule, "duration", $"{s.Settings.ScheduleDuration}");
        Is(s, call, schedule, "chargingRateUnit", s.Settings.RateUnit);
        var period = schedule.GetProperty("chargingSchedulePeriod")[0];
        Is(s, call, period, "startPeriod", "0");
        s.Check(period.GetProperty("limit").GetDecimal() == Limit(s), $"limit {Limit(s)}", $"it is {period.GetProperty("limit").GetRawText()}", call);
        // It may be left out where it is 3.
        if (period.TryGetProperty("numberPhases", out _) || s.Settings.NumberPhases != 3) Is(s, call, period, "numberPhases", $"{s.Settings.NumberPhases}");
    }

    /// <summary>TC_057_CSMS.</summary>
    public static void IsTxProfile(CsmsRun s, Frame call, int transaction)
    {
        s.Has(call, ("connectorId", $"{s.Connector}"));
        var profile = call.Member("csChargingProfiles")!.Value;
        Is(s, call, profile, "chargingProfilePurpose", "TxProfile");
        Is(s, call, profile, "transactionId", $"{transaction}");
        if (s.Newest) FitsItsKind(s, call, profile);
    }

    /// <summary>TC_059_CSMS.</summary>
    public static void IsProfileOfRemoteStart(CsmsRun s, Frame call)
    {
        s.Check(call.Member("chargingProfile") is not null, "a chargingProfile", "there is none", call);
        var profile = call.Member("chargingProfile")!.Value;
        Is(s, call, profile, "chargingProfilePurpose", "TxProfile");
        HasNot(s, call, profile, "transactionId");
        if (s.Newest) FitsItsKind(s, call, profile);
        else Is(s, call, profile, "chargingProfileKind", "Relative");
        Is(s, call, profile.GetProperty("chargingSchedule").GetProperty("chargingSchedulePeriod")[0], "startPeriod", "0");
    }

    /// <summary>The composite schedule that the lab's station always gives.</summary>
    public static JsonObject FixedSchedule(CsmsRun s, Frame call) => new()
    {
        ["status"] = "Accepted",
        ["connectorId"] = call.Number32("connectorId"),
        ["scheduleStart"] = s.Now(),
        ["chargingSchedule"] = new JsonObject
        {
            ["duration"] = call.Number32("duration"),
            ["chargingRateUnit"] = s.Settings.RateUnit,
            ["chargingSchedulePeriod"] = new JsonArray(new JsonObject { ["startPeriod"] = 0, ["limit"] = Limit(s) }),
        },
    };

    // 2025-11: an Absolute one with all its times, or a Relative one without a start.
    private static void FitsItsKind(CsmsRun s, Frame call, JsonElement profile)
    {
        HasNot(s, call, profile, "recurrencyKind");
        var schedule = profile.GetProperty("chargingSchedule");
        if (profile.GetProperty("chargingProfileKind").GetString() == "Relative")
        {
            HasNot(s, call, schedule, "startSchedule");
            return;
        }
        Is(s, call, profile, "chargingProfileKind", "Absolute");
        foreach (var member in new[] { "validFrom", "validTo" }) Has(s, call, profile, member);
        foreach (var member in new[] { "startSchedule", "duration" }) Has(s, call, schedule, member);
    }

    private static decimal Limit(CsmsRun s) => s.Settings.RateUnit == "W" ? 6000 : 6;

    private static void Is(CsmsRun s, Frame call, JsonElement parent, string member, string value)
    {
        var found = parent.TryGetProperty(member, out var there) ? there.ToString() : "missing";
        s.Check(found == value, $"{member} {value}", $"it is {found}", call);
    }

    private static void Has(CsmsRun s, Frame call, JsonElement parent, string member) => s.Check(parent.TryGetProperty(member, out _), member, "it is missing", call);

    private static void HasNot(CsmsRun s, Frame call, JsonElement parent, string member) => s.Check(!parent.TryGetProperty(member, out _), $"no {member}", "it is there", call);
}
