using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.SmartCharging;

/// <summary>Charging profiles for tests, and what is done with them.</summary>
internal static class Profiles
{
    /// <param name="periods">Start in s and limit.</param>
    public static ChargingProfile Profile(
        int id, ChargingProfilePurpose purpose, int level, DateTimeOffset? start, int? duration, params (int Start, decimal Limit)[] periods) => new()
        {
            ChargingProfileId = id,
            StackLevel = level,
            ChargingProfilePurpose = purpose,
            ChargingProfileKind = start is null ? ChargingProfileKind.Relative : ChargingProfileKind.Absolute,
            ChargingSchedule = new ChargingSchedule
            {
                Duration = duration,
                StartSchedule = start is { } at ? new OcppTime(at) : null,
                ChargingRateUnit = ChargingRateUnit.A,
                ChargingSchedulePeriod = [.. periods.Select(period => new ChargingSchedulePeriod { StartPeriod = period.Start, Limit = period.Limit })],
            },
        };

    public static ChargingProfileStatus Set(StationUnderTest test, int connector, ChargingProfile profile) =>
        test.Call(new SetChargingProfileRequest { ConnectorId = connector, CsChargingProfiles = profile }).Status.Value;

    /// <summary>The composite schedule, checked as the cases prescribe: [start:limit, …].</summary>
    public static IReadOnlyList<(int Start, decimal Limit)> Composite(StationUnderTest test, int connector, int duration, ChargingRateUnit unit = ChargingRateUnit.A)
    {
        var answer = test.Call(new GetCompositeScheduleRequest { ConnectorId = connector, Duration = duration, ChargingRateUnit = unit });
        Assert.Equal(GetCompositeScheduleStatus.Accepted, answer.Status.Value);
        Assert.Equal((connector, duration), (answer.ConnectorId, answer.ChargingSchedule!.Duration));
        Assert.Equal(unit, answer.ChargingSchedule.ChargingRateUnit.Value);
        Assert.Equal(test.Time.GetUtcNow(), answer.ScheduleStart!.Value.Instant);
        return [.. answer.ChargingSchedule.ChargingSchedulePeriod.Select(period => (period.StartPeriod, period.Limit))];
    }

    public static ClearChargingProfileStatus Clear(
        StationUnderTest test, int? id = null, int? connector = null, ChargingProfilePurpose? purpose = null, int? level = null) =>
        test.Call(new ClearChargingProfileRequest
        {
            Id = id,
            ConnectorId = connector,
            ChargingProfilePurpose = purpose is { } one ? new OcppEnum<ChargingProfilePurpose>(one) : null,
            StackLevel = level,
        }).Status.Value;
}
