namespace Ampwright.Ocpp.Rpc;

/// <summary>What a received text is. OCPP-J 1.6 §4.1.3, §4.2.</summary>
public enum FrameKind
{
    /// <summary>Nothing that could be answered: not one JSON array in UTF-8, or a CALL without a usable id.</summary>
    Unreadable,

    /// <summary>An array whose first number is not 2, 3 or 4: to be ignored (OCPP-J 1.6 §4.1.3).</summary>
    UnknownMessageType,

    Call,
    CallResult,
    CallError,
}
