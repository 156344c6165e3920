using System.Collections.Concurrent;
using System.Net.Sockets;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Life;

/// <summary>A CALL of the station, as it arrived.</summary>
internal sealed record Heard(DateTimeOffset At, string MessageId, IRequest Request)
{
    public string Action => Request.Action.Name;
}

/// <summary>What the CSMS does with a CALL besides answering it.</summary>
internal enum Fate
{
    /// <summary>It never answers.</summary>
    Silence,

    /// <summary>It takes the CALL; the connection breaks before its answer arrives.</summary>
    AnswerLost,
}

/// <summary>
/// A CSMS and the network to it, in memory and under the test's clock: hears one CALL at a time, checks it against the standard and
/// answers as scripted.
/// </summary>
internal sealed class ScriptedCsms(ManualTimeProvider time) : INetwork
{
    private readonly Dictionary<Type, Func<Heard, object>> _script = [];
    private int _lastTransaction = 1000;
    private ScriptedLink? _link;

    public List<Heard> Heard { get; } = [];

    public bool IsDown { get; private set; }

    public int Dials { get; private set; }

    public LinkRequest? LastDial { get; private set; }

    /// <summary>Asked at each attempt to connect: null lets it in.</summary>
    public Func<LinkRequest, NetworkException?> Door { get; set; } = static _ => null;

    public bool IsConnected => _link is not null;

    /// <summary>Called where the station dials, sends a CALL, and is about to get an answer: places where its power may go.</summary>
    public Action<string>? Passing { get; set; }

    /// <summary>How the last connection ended; null = without a word.</summary>
    public string? Goodbye { get; private set; }

    public IEnumerable<string> Actions => Heard.Select(heard => heard.Action);

    public IReadOnlyList<TRequest> All<TRequest>()
        where TRequest : IRequest => [.. Heard.Select(heard => heard.Request).OfType<TRequest>()];

    /// <summary>Answers an action with a record, an exception that the caller gets, or a <see cref="Fate"/>.</summary>
    public void On<TRequest>(Func<TRequest, object> answer)
        where TRequest : IRequest => _script[typeof(TRequest)] = heard => answer((TRequest)heard.Request);

    /// <summary>Back to the usual answer.</summary>
    public void Usual<TRequest>() => _script.Remove(typeof(TRequest));

    public void GoDown()
    {
        IsDown = true;
        Break();
    }

    public void ComeBack() => IsDown = false;

    public void Break() => _link?.End("broken");

    /// <summary>Answers what was heard; false if there was nothing to do.</summary>
    public bool Work() => _link?.Work() == true;

    public IInboundCalls Inbound => _link?.Inbound ?? throw new InvalidOperationException("The station is not connected.");

    public Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel)
    {
        Dials++;
        LastDial = request;
        if (IsDown) throw new NetworkException("nobody answers");
        if (Door(request) is { } refused) throw refused;
        Passing?.Invoke("the station dials");
        _link = new ScriptedLink(this, time, inbound);
        cancel.Register(_link.Abort);
        return Task.FromResult<ICsmsLink>(_link);
    }

    /// <summary>Every connection to a file server, as <c>host:port</c>; it is a real one.</summary>
    public ConcurrentQueue<string> FileDials { get; } = new();

    public async Task<Stream> OpenAsync(string host, int port, CancellationToken cancel)
    {
        FileDials.Enqueue($"{host}:{port}");
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, cancel).ConfigureAwait(false);
            return client.GetStream();
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private object Answer(Heard heard)
    {
        if (_script.TryGetValue(heard.Request.GetType(), out var scripted)) return scripted(heard);
        var accepted = new IdTagInfo { Status = AuthorizationStatus.Accepted };
        return heard.Request switch
        {
            BootNotificationRequest => new BootNotificationResponse { Status = RegistrationStatus.Accepted, CurrentTime = time.GetUtcNow(), Interval = 300 },
            HeartbeatRequest => new HeartbeatResponse { CurrentTime = time.GetUtcNow() },
            StatusNotificationRequest => new StatusNotificationResponse(),
            AuthorizeRequest => new AuthorizeResponse { IdTagInfo = accepted },
            StartTransactionRequest => new StartTransactionResponse { IdTagInfo = accepted, TransactionId = ++_lastTransaction },
            MeterValuesRequest => new MeterValuesResponse(),
            StopTransactionRequest => new StopTransactionResponse(),
            SecurityEventNotificationRequest => new SecurityEventNotificationResponse(),
            FirmwareStatusNotificationRequest => new FirmwareStatusNotificationResponse(),
            SignedFirmwareStatusNotificationRequest => new SignedFirmwareStatusNotificationResponse(),
            DiagnosticsStatusNotificationRequest => new DiagnosticsStatusNotificationResponse(),
            LogStatusNotificationRequest => new LogStatusNotificationResponse(),
            SignCertificateRequest => new SignCertificateResponse { Status = GenericStatus.Accepted },
            _ => new CallErrorException(RpcErrorCode.NotImplemented, heard.Action),
        };
    }

    private sealed class ScriptedLink(ScriptedCsms csms, ManualTimeProvider time, IInboundCalls inbound) : ICsmsLink
    {
        private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Queue<Waiting> _waiting = new();
        private Waiting? _open;

        public Task<string> Ended => _ended.Task;

        public IInboundCalls Inbound => inbound;

        public Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, string messageId, TimeSpan timeout)
            where TResponse : class
        {
            if (_ended.Task.IsCompleted) throw new ConnectionLostException(SendOutcome.NeverBegun);
            csms.Passing?.Invoke($"{request.Action.Name} is sent");
            if (_ended.Task.IsCompleted) throw new ConnectionLostException(SendOutcome.NeverBegun);
            var bytes = PayloadJson.ToUtf8(request.Action.Request, request);
            var findings = new List<Finding>();
            request.Action.Request.Read(bytes, ReadMode.Strict, findings);
            Assert.Empty(findings);
            var answer = new TaskCompletionSource<TResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(new Waiting(
                messageId, request, timeout, value => answer.TrySetResult((TResponse)value), failure => answer.TrySetException(failure)));
            return answer.Task;
        }

        public bool Work()
        {
            if (_open is not null || !_waiting.TryDequeue(out var next)) return false;
            _open = next;
            var heard = new Heard(time.GetUtcNow(), next.MessageId, next.Request);
            csms.Heard.Add(heard);
            var answer = csms.Answer(heard);
            csms.Passing?.Invoke($"{heard.Action} is answered");
            if (_ended.Task.IsCompleted) return false;
            switch (answer)
            {
                case Fate.Silence:
                    ITimer? patience = null;
                    patience = time.CreateTimer(
                        _ =>
                        {
                            patience?.Dispose();
                            Fail(next, new TimeoutException());
                        },
                        null, next.Timeout, Timeout.InfiniteTimeSpan);
                    break;
                case Fate.AnswerLost:
                    End("broken before the answer");
                    break;
                case Exception failure:
                    Fail(next, failure);
                    break;
                default:
                    _open = null;
                    next.Succeed(answer);
                    break;
            }
            return true;
        }

        public Task CloseAsync(string why)
        {
            csms.Goodbye = why;
            End(why);
            return Task.CompletedTask;
        }

        public void Abort() => End("aborted");

        public void End(string why)
        {
            if (csms._link == this) csms._link = null;
            if (_open is { } open) Fail(open, new ConnectionLostException(SendOutcome.Sent));
            while (_waiting.TryDequeue(out var waiting)) waiting.Fail(new ConnectionLostException(SendOutcome.NeverBegun));
            _ended.TrySetResult(why);
        }

        private void Fail(Waiting waiting, Exception failure)
        {
            if (_open != waiting) return;
            _open = null;
            waiting.Fail(failure);
        }
    }

    private sealed record Waiting(string MessageId, IRequest Request, TimeSpan Timeout, Action<object> Succeed, Action<Exception> Fail);
}
