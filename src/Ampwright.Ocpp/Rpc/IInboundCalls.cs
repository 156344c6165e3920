namespace Ampwright.Ocpp.Rpc;

/// <summary>What one side does with the CALLs of the other.</summary>
public interface IInboundCalls
{
    /// <summary>
    /// Asked before the payload is read. Null goes on; a code is answered as a CALLERROR: NotSupported for an action this side does not
    /// offer, SecurityError from a station that is not accepted yet (OCPP-J errata 3.8). Unknown actions never come here.
    /// </summary>
    RpcErrorCode? Admit(OcppAction action);

    /// <summary>
    /// Called for one CALL after the other, in the order received. Returns the response record of the action. A
    /// <see cref="CallRefusedException"/> becomes its CALLERROR, any other exception InternalError. It must not await a CALL of its own
    /// on the same connection; that belongs into <see cref="InboundCall.AfterAnswer"/>.
    /// </summary>
    ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed);

    /// <summary>
    /// Whether a CALL is met with silence: neither result nor error, as a station must do that was Rejected, until it registers anew (OCPP 1.6
    /// ed. 2 §4.2). Asked for one CALL after the other, in the order received, faulty ones too; an answer that came before a CALL has reached
    /// its caller's synchronization context by then.
    /// </summary>
    ValueTask<bool> KeepsSilentAsync(CancellationToken connectionClosed) => new(false);
}
