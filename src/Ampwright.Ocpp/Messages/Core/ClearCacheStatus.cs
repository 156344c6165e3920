namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The answer to ClearCache. OCPP 1.6 ed. 2 §7.20.</summary>
public enum ClearCacheStatus
{
    Accepted,
    Rejected,
}
