namespace Ampwright.Ocpp.Rpc;

public sealed partial class OcppPeer
{
    /// <summary>Answers the CALLs that wait, in the order they came: exactly one answer each, or none because the connection ended.</summary>
    private async Task AnswerAsync()
    {
        await Task.Yield();
        await foreach (var waiting in _waiting.Reader.ReadAllAsync())
        {
            using var request = waiting.Buffer;
            if (_ended.IsCancellationRequested || await KeepsSilentAsync(waiting.ActionName)) continue;
            using var answer = new PooledBuffer();
            if (waiting.Call is { } call) await HandleAsync(call, answer);
            else Refuse(answer, waiting.Id, waiting.ActionName, waiting.Fault, waiting.FaultText);
            if (answer.Length == 0) continue;
            if (await SendAsync(answer.Written) != SendOutcome.Sent) continue;
            RunAfterAnswer(waiting.Call);
        }
    }

    private async ValueTask<bool> KeepsSilentAsync(string? action)
    {
        try
        {
            if (!await _inbound.KeepsSilentAsync(_ended.Token)) return false;
            _observer?.Ignored(IgnoredReason.SilencedCall, action ?? "");
        }
        catch (OperationCanceledException)
        {
            // The connection ended: nobody is left to answer.
        }

        return true;
    }

    private async ValueTask HandleAsync(InboundCall call, PooledBuffer answer)
    {
        try
        {
            var response = await _inbound.HandleAsync(call, _ended.Token);
            if (response is StoredAnswer stored) FrameWriter.WriteStoredResult(answer, call.MessageId, stored.Payload.Span);
            else FrameWriter.WriteResult(answer, call.MessageId, call.Action, response);
        }
        catch (CallRefusedException refused)
        {
            Refuse(answer, call.MessageId, call.Action.Name, refused.Code, refused.Message);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            answer.Reset();
        }
        catch (Exception failure)
        {
            // A defect or a lost database: the other side gets its one answer, the reason stays with us.
            _observer?.HandlerFailed(call.Action, failure);
            Refuse(answer, call.MessageId, call.Action.Name, RpcErrorCode.InternalError, "the message could not be processed; it may be sent again");
        }
    }

    private void Refuse(PooledBuffer answer, string id, string? action, RpcErrorCode code, string text)
    {
        answer.Reset();
        FrameWriter.WriteError(answer, id, code, text);
        _observer?.Refused(id, action, code, text);
    }

    private void RunAfterAnswer(InboundCall? call)
    {
        if (call?.AfterAnswer is not { } after) return;
        try
        {
            after();
        }
        catch (Exception failure)
        {
            _observer?.HandlerFailed(call.Action, failure);
        }
    }
}
