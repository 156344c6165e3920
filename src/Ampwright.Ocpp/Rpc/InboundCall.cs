using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Rpc;

/// <summary>A CALL of the other side, read.</summary>
/// <param name="Action">Its action.</param>
/// <param name="MessageId">Its id, 1 to 36 characters.</param>
/// <param name="Request">The request record of the action.</param>
/// <param name="Findings">Deviations that tolerant reading survived.</param>
/// <param name="Payload">The payload as received, UTF-8; valid until the handler returns.</param>
public sealed record InboundCall(OcppAction Action, string MessageId, object Request, IReadOnlyList<Finding> Findings, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Run once the answer has left, on the same thread of work; it must not block.</summary>
    public Action? AfterAnswer { get; set; }
}
