namespace Ampwright.Ocpp.Messages.RemoteTrigger;

/// <summary>The answer to TriggerMessage and ExtendedTriggerMessage. OCPP 1.6 ed. 2 §7.44.</summary>
public enum TriggerMessageStatus
{
    Accepted,
    Rejected,

    /// <summary>The station cannot send that message.</summary>
    NotImplemented,
}
