namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>How often a recurring schedule starts anew. OCPP 1.6 ed. 2 §7.37.</summary>
public enum RecurrencyKind
{
    Daily,
    Weekly,
}
