namespace Ampwright.Ocpp.Rpc;

/// <summary>
/// One frame taken apart, without its payload read: that is the range <see cref="PayloadStart"/>, <see cref="PayloadLength"/> of the
/// text it was read from.
/// </summary>
public readonly record struct Frame
{
    public required FrameKind Kind { get; init; }

    /// <summary>The message id, 1 to 36 characters; empty where there is none.</summary>
    public string Id { get; init; }

    /// <summary>The action of a CALL, if it is one of the catalogue's.</summary>
    public OcppAction? Action { get; init; }

    /// <summary>The action's name as it was sent, cut at 50 characters.</summary>
    public string? ActionName { get; init; }

    public int PayloadStart { get; init; }

    /// <summary>Zero where there is no payload.</summary>
    public int PayloadLength { get; init; }

    /// <summary>The code of a CALLERROR.</summary>
    public OcppEnum<RpcErrorCode> ErrorCode { get; init; }

    /// <summary>The text of a CALLERROR, cut at 255 characters.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>For a CALL or CALLRESULT with a usable id: what is wrong with its frame; null = nothing.</summary>
    public RpcErrorCode? Fault { get; init; }

    /// <summary>What is wrong, in words, also for an unreadable frame.</summary>
    public string? FaultText { get; init; }
}
