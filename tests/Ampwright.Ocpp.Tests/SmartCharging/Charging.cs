using System.Globalization;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

/// <summary>Profiles and schedules in the short notation of test cases: periods as <c>0:6 60:10</c>, with phases as <c>0:16/1</c>.</summary>
internal static class Charging
{
    /// <summary>A Thursday.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);

    public static ChargingProfile Profile(
        int id, ChargingProfilePurpose purpose, string periods, int level = 0, ChargingProfileKind kind = ChargingProfileKind.Absolute,
        DateTimeOffset? start = null, int? duration = null, RecurrencyKind? every = null, ChargingRateUnit unit = ChargingRateUnit.A,
        DateTimeOffset? from = null, DateTimeOffset? to = null, int? transactionId = null) => new()
        {
            ChargingProfileId = id,
            TransactionId = transactionId,
            StackLevel = level,
            ChargingProfilePurpose = purpose,
            ChargingProfileKind = kind,
            RecurrencyKind = every is { } recurrence ? recurrence : (OcppEnum<RecurrencyKind>?)null,
            ValidFrom = from is { } validFrom ? validFrom : (OcppTime?)null,
            ValidTo = to is { } validTo ? validTo : (OcppTime?)null,
            ChargingSchedule = new ChargingSchedule
            {
                Duration = duration,
                StartSchedule = start is { } startsAt ? startsAt : (OcppTime?)null,
                ChargingRateUnit = unit,
                ChargingSchedulePeriod = Periods(periods),
            },
        };

    public static InstalledProfile At(this ChargingProfile profile, int connectorId, long? transaction = null, DateTimeOffset? received = null) =>
        new(connectorId, profile, transaction, received ?? Now);

    /// <summary>One connector of 32 A on three phases, on which transaction 1 has been running for ten minutes.</summary>
    public static ChargingSituation Situation(params InstalledProfile[] profiles) => new()
    {
        Profiles = new InstalledProfiles(profiles),
        Connectors = [new ConnectorSupply { ConnectorId = 1, MaxCurrent = 32, Transaction = 1, ChargingSince = Now.AddMinutes(-10) }],
    };

    public static CompositeSchedule Composite(
        this ChargingSituation situation, int seconds, int connectorId = 1, ChargingRateUnit unit = ChargingRateUnit.A, DateTimeOffset? from = null) =>
        CompositeSchedule.Of(situation, connectorId, from ?? Now, seconds, unit)!;

    public static string Text(this CompositeSchedule schedule) => string.Join(' ', schedule.Periods.Select(period => $"{period.StartPeriod}:{period.Limit:0.#}"));

    public static IReadOnlyList<ChargingSchedulePeriod> Periods(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Period)];

    private static ChargingSchedulePeriod Period(string text)
    {
        var parts = text.Split(':', '/');
        return new ChargingSchedulePeriod
        {
            StartPeriod = int.Parse(parts[0], CultureInfo.InvariantCulture),
            Limit = decimal.Parse(parts[1], CultureInfo.InvariantCulture),
            NumberPhases = parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : null,
        };
    }
}
