using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;
using static Ampwright.Ocpp.Tests.SmartCharging.Charging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

/// <summary>Ampere and watt, one phase and three. OCPP 1.6 ed. 2 §7.12, errata v4.0 3.34, 3.68.</summary>
public sealed class UnitTests
{
    [Theory]
    [InlineData("0:11000", 3, false, "15.942", 11000)] // 11000 / (230 × 3); phases are 3 when the period is silent
    [InlineData("0:7000/1", 1, false, "30.434", 7000)]
    [InlineData("0:11000/3", 1, false, "32", 7360)] // The limit is not made less for the missing phases; the connector stands no more.
    [InlineData("0:7000/3", 1, false, "30.434", 7000)]
    [InlineData("0:3000/1", 3, true, "13.043", 3000)] // Switches to one phase.
    [InlineData("0:3000/1", 3, false, "4.347", 3000)] // Cannot switch: the power is spread, not tripled.
    public void Watts_are_spread_over_the_phases_in_use(string period, int phases, bool switches, string current, int power)
    {
        var limit = On(phases, switches, Profile(1, TxDefaultProfile, period, start: Now, unit: ChargingRateUnit.W)).LimitAt(1, Now);
        Assert.Equal((decimal.Parse(current), power), (limit.Current, limit.Power));
    }

    [Theory]
    [InlineData("0:16", 3, false, "16", 11040)]
    [InlineData("0:16/3", 1, false, "16", 3680)] // Errata v4.0 3.34: 16 A, not 48.
    [InlineData("0:16/1", 3, true, "16", 3680)]
    [InlineData("0:16/1", 3, false, "16", 11040)]
    [InlineData("0:16/2", 3, true, "16", 7360)]
    [InlineData("0:8.1/3", 3, false, "8.1", 5589)]
    public void Amperes_hold_on_each_phase(string period, int phases, bool switches, string current, int power)
    {
        var limit = On(phases, switches, Profile(1, TxDefaultProfile, period, start: Now)).LimitAt(1, Now);
        Assert.Equal((decimal.Parse(current), power), (limit.Current, limit.Power));
    }

    [Fact]
    public void Limits_in_both_units_hold_together()
    {
        var situation = Situation(
            Profile(1, ChargePointMaxProfile, "0:5000 100:9000", start: Now, unit: ChargingRateUnit.W).At(0),
            Profile(2, TxDefaultProfile, "0:10", start: Now).At(0));
        // 5000 / 690 = 7.246…; 10 A are 6900 W.
        Assert.Equal("0:7.2 100:10", situation.Composite(200).Text());
        Assert.Equal("0:5000 100:6900", situation.Composite(200, unit: ChargingRateUnit.W).Text());
    }

    [Fact]
    public void The_nominal_voltage_is_the_areas() =>
        Assert.Equal(10, (On(1, switches: false, Profile(1, TxDefaultProfile, "0:1100/1", start: Now, unit: ChargingRateUnit.W)) with { NominalVoltage = 110 }).LimitAt(1, Now).Current);

    [Fact]
    public void A_schedule_tells_the_phases_in_use_and_a_change_of_them_is_a_period()
    {
        var situation = On(3, switches: true, Profile(1, TxDefaultProfile, "0:16/1 60:16/3 120:16", start: Now));
        Assert.Equal([(0, 16m, 1), (60, 16m, 3)], situation.Composite(200).Periods.Select(period => (period.StartPeriod, period.Limit, period.NumberPhases!.Value)));
    }

    private static ChargingSituation On(int phases, bool switches, ChargingProfile profile) => new()
    {
        Profiles = new InstalledProfiles([profile.At(0)]),
        Connectors = [new ConnectorSupply { ConnectorId = 1, MaxCurrent = 32, Phases = phases, SwitchesPhases = switches }],
    };
}
