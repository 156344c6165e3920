namespace Ampwright.Ocpp.Rpc;

/// <summary>Why something received was not acted upon. Nothing of it is ever answered.</summary>
public enum IgnoredReason
{
    /// <summary>Not one JSON array in UTF-8, binary, or without a usable id: whoever sent it cannot be answered.</summary>
    Unreadable,

    /// <summary>A message type other than 2, 3, 4 (OCPP-J 1.6 §4.1.3).</summary>
    UnknownMessageType,

    /// <summary>An answer to a CALL of ours that had timed out.</summary>
    LateAnswer,

    /// <summary>A second answer to a CALL.</summary>
    RepeatedAnswer,

    /// <summary>An answer with an id we did not use lately.</summary>
    ForeignAnswer,

    /// <summary>A CALL that came while CALLs are met with silence.</summary>
    SilencedCall,
}
