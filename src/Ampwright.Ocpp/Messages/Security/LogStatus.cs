namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The answer to GetLog. Security whitepaper ed. 3 §6.15.</summary>
public enum LogStatus
{
    Accepted,
    Rejected,

    /// <summary>Accepted; an upload that was under way has been given up.</summary>
    AcceptedCanceled,
}
