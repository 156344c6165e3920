namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The answer to RemoteStartTransaction and RemoteStopTransaction. OCPP 1.6 ed. 2 §7.39.</summary>
public enum RemoteStartStopStatus
{
    Accepted,
    Rejected,
}
