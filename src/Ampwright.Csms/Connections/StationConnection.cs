using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Ampwright.Csms.Files;
using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Quirks;
using Ampwright.Csms.SecurityProfiles;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Connections;

/// <summary>
/// One connected station, from the upgrade to the end of its socket.
/// <code>
///   socket ► peer ► Admit ► handler ─┬─ answer at once ──────────────┐
///                                    └─ effect ► writer ► commit ────┴► answer
/// </code>
/// The peer hands over one CALL after the other, the next when the last is answered: nothing here needs a lock.
/// </summary>
internal sealed partial class StationConnection : IInboundCalls, IAsyncDisposable
{
    private const int MostDeviations = 100;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Database _database;
    private readonly ConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CsmsMetrics _metrics;
    private readonly MessagePace _pace;
    private readonly TaskCompletionSource _firstAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // The profile that it came by and is still to prove.
    private int? _unproven;
    private volatile StationRecord _station;

    public StationConnection(
        Lease lease, StationRecord station, int? nextProfile, ReachedAt reachedAt, WebSocket socket, LifeSignStream bytes, FrameQueue frames, CsmsMetrics metrics, Database database,
        ConnectionOptions options, InboundBudget budget, TimeProvider time, ILogger log)
    {
        Lease = lease;
        _unproven = nextProfile;
        ReachedAt = reachedAt;
        Bytes = bytes;
        _station = station;
        _database = database;
        _options = options;
        _time = time;
        _log = log;
        _metrics = metrics;
        _pace = new MessagePace(options, time);
        Peer = new OcppPeer(socket, this, new OcppPeerOptions { CallTimeout = options.CallTimeout, MaxMessageBytes = MaxBytes(station), InboundBudget = budget }, time,
            new ConnectionObserver(lease.Identity, new MessageTrace(frames, lease.StationId, lease.Identity, lease.Epoch), metrics, log));
    }

    public Lease Lease { get; }

    public OcppPeer Peer { get; }

    /// <summary>Where this station reaches us with files.</summary>
    public ReachedAt ReachedAt { get; }

    public LifeSignStream Bytes { get; }

    /// <summary>The station's record, renewed whenever the operator changes it.</summary>
    public StationRecord Station
    {
        get => _station;
        set
        {
            _station = value;
            Peer.MaxMessageBytes = MaxBytes(value);
        }
    }

    /// <summary>Completes when the first CALL of the station was answered: some cannot take a CALL before (digest trap 10).</summary>
    public Task FirstAnswer => _firstAnswer.Task;

    /// <summary>Raised when a command was queued for this station.</summary>
    public Signal CommandQueued { get; } = new();

    /// <summary>Completes when the connection has ended and its lease is given back.</summary>
    public Task Ended => _ended.Task;

    public Task<PeerClosure> RunAsync(CancellationToken stop) => Peer.RunAsync(stop);

    public void MarkEnded() => _ended.TrySetResult();

    public RpcErrorCode? Admit(OcppAction action)
    {
        if (MessageHandlers.Find(action) is null) return RpcErrorCode.NotSupported;
        // OCPP-J errata 3.8. A registered station counts as accepted until its record says otherwise, with or without a BootNotification.
        return _station.BootPolicy == BootPolicy.Accepted || action == Catalogue.BootNotification ? null : RpcErrorCode.SecurityError;
    }

    public async ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed)
    {
        TellDeviations(call);
        if (_pace.Take(call.Action) is { Ticks: > 0 } wait) await Task.Delay(wait, _time, connectionClosed);
        try
        {
            var came = _time.GetTimestamp();
            var answer = await CarryOutAsync(_station.TimeZone is { } zone ? ZonedTimes.Repair(call, zone) : call);
            _metrics.CallAnswered(call.Action.Name, _time.GetElapsedTime(came));
            return answer;
        }
        catch (LeaseLostException)
        {
            // A newer connection speaks for the station: this one has no answer to give any more, and ends without one.
            Peer.Abort();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, connectionClosed);
            throw;
        }
        finally
        {
            call.AfterAnswer = () => _firstAnswer.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync() => await Peer.DisposeAsync();

    private async ValueTask<object> CarryOutAsync(InboundCall call)
    {
        if (_unproven is { } profile) await ProveAsync(profile);
        var step = MessageHandlers.Find(call.Action)!.Handle(_station, call, _time.GetUtcNow());
        switch (step)
        {
            case Step.Now now:
                return now.Response;
            case Step.Look look:
                return await _database.ReadAsync(look.Query);
            case Step.LookAndKeep look:
                var (response, keep) = await _database.ReadAsync(look.Query);
                _database.WriteBehind(keep);
                return response;
            case Step.Store store:
                return await _database.WriteAsync(unit =>
                {
                    Leases.Check(unit, Lease);
                    return store.Effect.Apply(unit, Lease);
                });
            default:
                throw new InvalidOperationException($"No way to carry out {step.GetType().Name}.");
        }
    }

    /// <summary>It came by the profile it is to come by, and speaks: that one holds from here on (whitepaper A05.FR.09).</summary>
    /// <exception cref="LeaseLostException">An operator has taken the upgrade back since: this connection has no right to be there.</exception>
    private async Task ProveAsync(int profile)
    {
        var holds = await _database.WriteAsync(unit =>
        {
            Leases.Check(unit, Lease);
            return ProfileDoor.Prove(unit, Lease, profile);
        });
        if (!holds) throw new LeaseLostException(Lease);
        _unproven = null;
        _log.SecurityProfileRaised(Lease.Identity, profile);
    }

    /// <summary>Each deviation once per connection: a station repeats its own in every message.</summary>
    private void TellDeviations(InboundCall call)
    {
        foreach (var finding in call.Findings)
        {
            if (_told.Count < MostDeviations && _told.Add($"{call.Action.Name} {finding.Kind} {Digits().Replace(finding.Path, "")}"))
                _log.Deviation(Lease.Identity, call.Action.Name, finding.Path, finding.Text);
        }
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    private int MaxBytes(StationRecord station) =>
        station.BootPolicy == BootPolicy.Accepted ? _options.BytesOnceAccepted : _options.BytesBeforeAccepted;
}
