using System.Text;
using System.Text.Json;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Flight.Replay;

/// <summary>A CSMS that says what the record says. Members that complete something return false if the replayed station does not wait for it.</summary>
internal sealed class ReplayedNetwork : INetwork, ICsmsLink
{
    private readonly Dictionary<string, (Action<JsonElement> Answer, Action<Exception> Fail)> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InboundCall> _inbound = new(StringComparer.Ordinal);
    private TaskCompletionSource<ICsmsLink>? _dial;
    private TaskCompletionSource? _closing;
    private ServerTrust? _trust;
    private TaskCompletionSource<string> _ended = new();

    public Task<string> Ended => _ended.Task;

    public Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel)
    {
        _trust = request.Trust;
        _dial = new TaskCompletionSource<ICsmsLink>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _dial.Task;
    }

    public async Task<Stream> OpenAsync(string host, int port, CancellationToken cancel) =>
        await new TaskCompletionSource<Stream>().Task.WaitAsync(cancel); // Files are not in the record.

    public Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, string messageId, TimeSpan timeout)
        where TResponse : class
    {
        var answer = new TaskCompletionSource<TResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[messageId] = (
            payload => answer.TrySetResult((TResponse)request.Action.Response.Read(Encoding.UTF8.GetBytes(payload.GetRawText()), ReadMode.Tolerant)),
            failure => answer.TrySetException(failure));
        return answer.Task;
    }

    public Task CloseAsync(string why)
    {
        _closing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _closing.Task;
    }

    public void Abort()
    {
        // The record says what comes of it.
    }

    public bool Connected(FlightLine line)
    {
        if (_trust is { } trust) trust.ProvenByNumber = line.Number;
        _ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _dial?.TrySetResult(this) == true;
    }

    public bool NotConnected(FlightLine line) =>
        _dial?.TrySetException(new NetworkException(line.Text ?? "", cause: null, Enum.Parse<NetworkFault>(line.Outcome!))) == true;

    public bool Disconnected(string why) => _ended.TrySetResult(why);

    public bool Closed() => _closing?.TrySetResult() == true;

    /// <summary>A CALLRESULT or a CALLERROR.</summary>
    public bool Answer(JsonElement frame)
    {
        if (!_calls.Remove(frame[1].GetString()!, out var call)) return false;
        if (frame[0].GetInt32() == 3) call.Answer(frame[2]);
        else call.Fail(new CallErrorException(OcppEnum<RpcErrorCode>.Parse(frame[2].GetString()!), frame[3].GetString()!));
        return true;
    }

    public bool NoAnswer(FlightLine line)
    {
        if (!_calls.Remove(line.Command!, out var call)) return false;
        var outcome = line.Outcome!;
        call.Fail(
            outcome == "timeout" ? new TimeoutException()
            : Enum.TryParse<SendOutcome>(outcome, out var sending) ? new ConnectionLostException(sending)
            : new OcppViolationException(Enum.Parse<RpcErrorCode>(outcome.Split(' ')[^1]), "", line.Text ?? ""));
        return true;
    }

    /// <summary>A CALL of the CSMS.</summary>
    public InboundCall Call(JsonElement frame)
    {
        var action = Catalogue.Find(frame[2].GetString()!) ?? throw new JsonException($"There is no action {frame[2]}.");
        var payload = Encoding.UTF8.GetBytes(frame[3].GetRawText());
        var call = new InboundCall(action, frame[1].GetString()!, action.Request.Read(payload, ReadMode.Tolerant), [], payload);
        _inbound[call.MessageId] = call;
        return call;
    }

    /// <summary>An answer of the station has left.</summary>
    public bool Left(string messageId)
    {
        if (!_inbound.Remove(messageId, out var call) || call.AfterAnswer is not { } effect) return false;
        effect();
        return true;
    }
}
