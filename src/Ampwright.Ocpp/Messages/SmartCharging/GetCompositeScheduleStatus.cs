namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>The answer to GetCompositeSchedule. OCPP 1.6 ed. 2 §7.26.</summary>
public enum GetCompositeScheduleStatus
{
    Accepted,
    Rejected,
}
