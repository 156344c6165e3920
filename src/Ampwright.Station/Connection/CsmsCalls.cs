using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Flight;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Connection;

/// <summary>What a CALL of the CSMS is answered with.</summary>
/// <param name="Then">What follows from it, on the loop, once the answer has left or cannot leave any more.</param>
internal sealed record CallAnswer(object Response, Action? Then = null);

/// <summary>
/// Hands the CALLs of the CSMS to the parts of the station that carry them out, one after the other, on the loop.
/// </summary>
/// <remarks>To take another action: one <see cref="On{TRequest}(OcppAction, Func{TRequest, CallAnswer})"/> where the station is put together.</remarks>
internal sealed class CsmsCalls(StationLoop loop, StationTrace trace, RecordedLife? flight = null) : IInboundCalls
{
    private readonly Dictionary<OcppAction, Func<object, Task<CallAnswer>>> _handlers = [];
    private readonly List<Action> _owed = [];

    /// <summary>Whether the station was Rejected and must not answer (OCPP 1.6 ed. 2 §4.2).</summary>
    public Func<bool> MustBeSilent { get; set; } = () => false;

    /// <summary>The same, for the loop.</summary>
    public bool IsSilent => MustBeSilent();

    // On the loop, behind what the frames before have brought: a CALL right behind the answer that accepts the station is answered.
    public ValueTask<bool> KeepsSilentAsync(CancellationToken connectionClosed) =>
        new(loop.AskAsync(() => Task.FromResult(IsSilent), connectionClosed));

    public void On<TRequest>(OcppAction action, Func<TRequest, CallAnswer> handler) =>
        _handlers.Add(action, request => Task.FromResult(handler((TRequest)request)));

    public void On<TRequest>(OcppAction action, Func<TRequest, Task<CallAnswer>> handler) =>
        _handlers.Add(action, request => handler((TRequest)request));

    // OCPP-J 1.6 §4.2.3: an action that is known but not carried out here, such as one of a profile this product does not have.
    public RpcErrorCode? Admit(OcppAction action) => _handlers.ContainsKey(action) ? null : RpcErrorCode.NotSupported;

    public ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed) =>
        new(loop.AskAsync(() => CarryOutAsync(call), connectionClosed));

    /// <summary>The connection is gone: answers that did not leave will not leave, what they promised is done all the same.</summary>
    public void OnDown()
    {
        foreach (var effect in _owed.ToList()) Settle(effect);
    }

    /// <summary>Carries out a CALL; belongs to the loop.</summary>
    internal async Task<object> CarryOutAsync(InboundCall call)
    {
        foreach (var finding in call.Findings) trace.Note($"{call.Action.Name}: {finding}");
        flight?.Received(call);
        CallAnswer answer;
        try
        {
            answer = await _handlers[call.Action](call.Request);
        }
        catch (CallRefusedException why)
        {
            flight?.Refuses(call, why);
            throw;
        }
        flight?.Answers(call, answer.Response);
        if (answer.Then is not { } then) return answer.Response;
        var effect = new Action(then.Invoke); // A delegate of its own: the same effect may be owed twice.
        _owed.Add(effect);
        call.AfterAnswer = () => loop.Post(() =>
        {
            flight?.Left(call.MessageId);
            Settle(effect);
        });
        return answer.Response;
    }

    private void Settle(Action effect)
    {
        var at = _owed.FindIndex(owed => ReferenceEquals(owed, effect));
        if (at < 0) return;
        _owed.RemoveAt(at);
        effect();
    }
}
