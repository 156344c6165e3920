using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.SmartCharging;

/// <summary>Get Composite Schedule.</summary>
internal sealed class TC_066_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var (duration, unit) = (s.Settings.ScheduleDuration, s.Settings.RateUnit);
        var call = await s.Commanded(
            "GetCompositeSchedule", new { connectorId = s.Connector, duration, chargingRateUnit = unit }, call => CsmsProfiles.FixedSchedule(s, call));
        s.Has(call, ("connectorId", $"{s.Connector}"), ("duration", $"{duration}"), ("chargingRateUnit", unit));
        await s.StillAnswers();
    }
}
