namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The answer to Reset. OCPP 1.6 ed. 2 §7.41.</summary>
public enum ResetStatus
{
    Accepted,
    Rejected,
}
