using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

/// <summary>Situations in which much happens within minutes: starts, ends, restarts and validity all fall into or near the window.</summary>
internal sealed class RandomSituations(Random random)
{
    /// <summary>Instants lie on quarters of a second, so that looking four times a second sees everything.</summary>
    public DateTimeOffset Near(int seconds) => Charging.Now.AddMilliseconds(250 * random.Next(-4 * seconds, 4 * seconds));

    public ChargingSituation Next()
    {
        var connectors = Enumerable.Range(1, random.Next(1, 4)).Select(Connector).ToList();
        var profiles = InstalledProfiles.None;
        var count = random.Next(1, 10);
        for (var id = 1; id <= count; id++) profiles = profiles.Install(Profile(id, connectors)).Profiles;
        return new ChargingSituation
        {
            Profiles = profiles,
            Connectors = connectors,
            NominalVoltage = random.Next(3) == 0 ? 110 : 230,
            StationCurrent = random.Next(4) == 0 ? random.Next(20, 63) : null,
        };
    }

    private ConnectorSupply Connector(int id)
    {
        var charging = random.Next(4) != 0;
        return new ConnectorSupply
        {
            ConnectorId = id,
            MaxCurrent = random.Next(16, 41),
            Phases = random.Next(1, 4),
            SwitchesPhases = random.Next(2) == 0,
            Transaction = charging ? 100 + id : null,
            ChargingSince = charging ? Near(300) : null,
        };
    }

    private InstalledProfile Profile(int id, List<ConnectorSupply> connectors)
    {
        var purpose = (ChargingProfilePurpose)random.Next(3);
        var kind = (ChargingProfileKind)random.Next(purpose == ChargingProfilePurpose.ChargePointMaxProfile ? 2 : 3);
        var connector = purpose switch
        {
            ChargingProfilePurpose.ChargePointMaxProfile => null,
            ChargingProfilePurpose.TxDefaultProfile => random.Next(2) == 0 ? null : Any(connectors),
            _ => Any(connectors),
        };
        var recurring = kind == ChargingProfileKind.Recurring;
        var every = recurring ? (RecurrencyKind)random.Next(2) : (RecurrencyKind?)null;
        // A recurring schedule restarts near the window: its start lies some days or weeks before.
        DateTimeOffset? start = recurring || random.Next(4) != 0 ? Near(300) : null;
        if (recurring) start -= TimeSpan.FromDays(random.Next(0, 5) * (every == RecurrencyKind.Daily ? 1 : 7));
        if (recurring && random.Next(3) == 0) start -= TimeSpan.FromDays(1);
        var unit = (ChargingRateUnit)random.Next(2);
        var profile = Charging.Profile(
            id, purpose, "0:1", random.Next(0, 4), kind, start, Maybe(() => random.Next(1, 900) * (random.Next(5) == 0 ? 200 : 1)), every, unit,
            from: random.Next(3) == 0 ? Near(600) : null, to: random.Next(3) == 0 ? Near(600) : null);
        profile = profile with { ChargingSchedule = profile.ChargingSchedule with { ChargingSchedulePeriod = Periods(unit, recurring) } };
        return profile.At(connector?.ConnectorId ?? 0, purpose == ChargingProfilePurpose.TxProfile ? connector!.Transaction ?? 1 : null, received: Near(600));
    }

    private List<ChargingSchedulePeriod> Periods(ChargingRateUnit unit, bool recurring)
    {
        var periods = new List<ChargingSchedulePeriod>();
        for (var (at, count) = (0, random.Next(1, 9)); count > 0; count--)
        {
            // Few different limits, so that equal neighbours are common.
            var limit = unit == ChargingRateUnit.A ? random.Next(0, 8) * 4.1m : random.Next(0, 8) * 2500.5m;
            periods.Add(new ChargingSchedulePeriod { StartPeriod = at, Limit = limit, NumberPhases = Maybe(() => random.Next(1, 4)) });
            at += random.Next(1, 120);
            if (recurring && random.Next(4) == 0) at += 86400 - 200;
        }

        return periods;
    }

    private int? Maybe(Func<int> value) => random.Next(2) == 0 ? value() : null;

    private ConnectorSupply Any(List<ConnectorSupply> connectors) => connectors[random.Next(connectors.Count)];
}
