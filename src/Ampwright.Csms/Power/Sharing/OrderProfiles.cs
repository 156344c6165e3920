using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>
/// Orders as charging profiles and back. Of the standard's purposes all three are used, each as it is meant: OCPP 1.6 ed. 2 §3.13.1. The numbers are
/// ours alone, one for each connector and purpose, so that a newer one replaces the one before wherever it is (§5.16).
/// </summary>
internal static class OrderProfiles
{
    /// <summary>The first of our numbers, and the first behind them.</summary>
    public const int First = 913_000;
    public const int After = 916_000;
    public const int StationId = First;
    private const int FallbackIds = 914_000;
    private const int TransactionIds = 915_000;

    /// <summary>Begun long ago: a station's clock may be behind.</summary>
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool IsOurs(int profileId) => profileId is >= First and < After;

    public static (OrderKind Kind, int ConnectorId)? Of(int profileId) => profileId switch
    {
        StationId => (OrderKind.StationMost, 0),
        > FallbackIds and < TransactionIds => (OrderKind.Fallback, profileId - FallbackIds),
        > TransactionIds and < After => (OrderKind.Transaction, profileId - TransactionIds),
        _ => null,
    };

    /// <param name="kind">By which purpose.</param>
    /// <param name="connectorId">Of which connector; that of a station's own limit does not matter.</param>
    public static int IdOf(OrderKind kind, int connectorId) => kind switch
    {
        OrderKind.StationMost => StationId,
        OrderKind.Fallback => FallbackIds + connectorId,
        _ => TransactionIds + connectorId,
    };

    /// <param name="order">What is to hold.</param>
    /// <param name="station">Whose.</param>
    /// <param name="now">When.</param>
    /// <param name="voltage">Between phase and neutral, in V.</param>
    public static SetChargingProfileRequest Request(ShareOrder order, StationFacts station, DateTimeOffset now, decimal voltage)
    {
        var relative = station.RelativeOnly;
        var from = order.Kind == OrderKind.Transaction ? now - TimeSpan.FromMinutes(1) : LongAgo;
        var counts = relative ? order.StartedAt : from;
        return new SetChargingProfileRequest
        {
            ConnectorId = order.ConnectorId,
            CsChargingProfiles = new ChargingProfile
            {
                ChargingProfileId = IdOf(order.Kind, order.ConnectorId),
                TransactionId = order.Transaction,
                // The highest that it takes: no other is to prevail.
                StackLevel = station.StackLevel,
                ChargingProfilePurpose = order.Kind switch
                {
                    OrderKind.StationMost => ChargingProfilePurpose.ChargePointMaxProfile,
                    OrderKind.Fallback => ChargingProfilePurpose.TxDefaultProfile,
                    _ => ChargingProfilePurpose.TxProfile,
                },
                ChargingProfileKind = relative ? ChargingProfileKind.Relative : ChargingProfileKind.Absolute,
                ValidTo = order.Until,
                ChargingSchedule = new ChargingSchedule
                {
                    StartSchedule = relative ? null : from,
                    Duration = order.Until is { } until ? (int)Math.Clamp((until - counts).TotalSeconds, 1, int.MaxValue) : null,
                    ChargingRateUnit = station.WattsOnly ? ChargingRateUnit.W : ChargingRateUnit.A,
                    ChargingSchedulePeriod =
                    [
                        new ChargingSchedulePeriod
                        {
                            StartPeriod = 0,
                            Limit = station.WattsOnly ? decimal.Floor(order.Limit / 10m * voltage * order.Phases) : order.Limit / 10m,
                            NumberPhases = station.WattsOnly ? null : order.Phases,
                        },
                    ],
                },
            },
        };
    }

    /// <summary>The limit of a profile of ours, in tenths of an ampere on each phase, rounded up.</summary>
    public static int LimitOf(ChargingProfile profile, int phases, decimal voltage)
    {
        var limit = profile.ChargingSchedule.ChargingSchedulePeriod.Max(period => period.Limit);
        return (int)decimal.Ceiling(profile.ChargingSchedule.ChargingRateUnit.Is(ChargingRateUnit.W) ? limit * 10 / (voltage * phases) : limit * 10);
    }
}
