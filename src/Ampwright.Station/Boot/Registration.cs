using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Boot;

internal enum RegistrationState
{
    /// <summary>No BootNotification has been answered since the start.</summary>
    Booting,
    Accepted,

    /// <summary>Answers the CSMS and sends nothing of its own.</summary>
    Pending,

    /// <summary>Neither sends nor answers.</summary>
    Rejected,
}

/// <summary>
/// Registers the station with the CSMS after its start. OCPP 1.6 ed. 2 §4.2.
/// </summary>
/// <remarks>
/// <code>
/// start ──► Booting ──► BootNotification ──► Accepted ──► (reconnects need no further BootNotification)
///              ▲              │  └─ no answer: again after a while
///              └── interval ──┴─ Pending (answers CALLs) or Rejected (silent)
/// </code>
/// </remarks>
internal sealed class Registration(StationCore core, CsmsConnection connection, BootNotificationRequest notification)
{
    /// <summary>Wait before the next BootNotification when the CSMS names none, or does not answer at all.</summary>
    public static readonly TimeSpan OwnInterval = TimeSpan.FromSeconds(60);

    private long? _waitFrom;
    private TimeSpan _wait;
    private int _round;

    /// <summary>Raised each time the station may send: after Accepted (true) and after a later reconnect (false).</summary>
    public Action<bool>? Ready { get; set; }

    public RegistrationState State { get; private set; } = RegistrationState.Booting;

    /// <summary>Whether messages of the station's own may leave now.</summary>
    public bool MaySend => State == RegistrationState.Accepted && connection.IsUp;

    /// <summary>The station has to register anew on the next connection: it comes in another role (a higher security profile).</summary>
    public void StartOver()
    {
        State = RegistrationState.Booting;
        _waitFrom = null;
    }

    /// <summary>To be started whenever the connection comes up; ends when the station is accepted or the connection is lost.</summary>
    public async Task RunAsync()
    {
        // OCPP-J 1.6 §5.4: no BootNotification on a mere reconnect.
        if (State == RegistrationState.Accepted)
        {
            Ready?.Invoke(false);
            return;
        }
        var round = ++_round;
        while (connection.IsUp && round == _round && State != RegistrationState.Accepted)
        {
            if (_waitFrom is { } from)
            {
                // The interval counts from the answer, whatever happens to the connection meanwhile.
                var left = _wait - core.Time.GetElapsedTime(from);
                await core.DelayAsync(left);
                if (!connection.IsUp || round != _round) return;
                if (left > LoopTimer.Longest) continue;
                _waitFrom = null;
            }
            await NotifyAsync();
        }
    }

    /// <summary>Sends BootNotification now instead of after the interval, because the CSMS asks for it (§4.2, §5.17).</summary>
    public void NotifyNow()
    {
        _waitFrom = null;
        core.Loop.Start(State == RegistrationState.Accepted ? NotifyAsync : RunAsync);
    }

    private async Task NotifyAsync()
    {
        try
        {
            Apply(await connection.CallAsync(notification));
        }
        catch (ConnectionLostException)
        {
            // The next connection starts over.
        }
        catch (Exception failure) when (failure is TimeoutException or CallErrorException or OcppViolationException)
        {
            core.Trace.Note($"BootNotification was not answered: {failure.Message}");
            WaitFor(OwnInterval);
        }
    }

    private void Apply(BootNotificationResponse answer)
    {
        var status = answer.Status.IsKnown ? answer.Status.Value : RegistrationStatus.Rejected;
        core.Trace.Note($"registration: {answer.Status}");
        if (status != RegistrationStatus.Accepted)
        {
            State = status == RegistrationStatus.Pending ? RegistrationState.Pending : RegistrationState.Rejected;
            WaitFor(answer.Interval > 0 ? TimeSpan.FromSeconds(answer.Interval) : OwnInterval);
            return;
        }
        core.SetClock(answer.CurrentTime);
        if (answer.Interval > 0) core.Configuration.SetOwn("HeartbeatInterval", answer.Interval.ToString());
        if (!core.Memory.State.OnceAccepted) core.Memory.Record(new OnceAccepted(), durable: true);
        State = RegistrationState.Accepted;
        Ready?.Invoke(true);
    }

    private void WaitFor(TimeSpan interval)
    {
        _waitFrom = core.Time.GetTimestamp();
        _wait = interval;
    }
}
