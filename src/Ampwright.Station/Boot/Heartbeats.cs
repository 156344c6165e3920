using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Boot;

/// <summary>
/// Sends a Heartbeat when nothing else was sent for HeartbeatInterval, and once a day at least for the clock's sake.
/// OCPP 1.6 ed. 2 §4.6.
/// </summary>
internal sealed class Heartbeats
{
    private static readonly TimeSpan LongestSilenceOfHeartbeats = TimeSpan.FromHours(24);

    private readonly StationCore _core;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly LoopTimer _timer;
    private long _lastHeartbeat;

    public Heartbeats(StationCore core, CsmsConnection connection, Registration registration)
    {
        _core = core;
        _connection = connection;
        _registration = registration;
        _timer = core.NewTimer(OnTimer);
        registration.Ready += accepted =>
        {
            if (accepted) _lastHeartbeat = core.Time.GetTimestamp(); // BootNotification.conf carried the time.
            Arm();
        };
        connection.Down += _timer.Clear;
        core.Configuration.Changed += key =>
        {
            if (key == "HeartbeatInterval" && registration.MaySend) Arm();
        };
    }

    private TimeSpan Interval => _core.Configuration.Seconds("HeartbeatInterval");

    /// <summary>The CSMS asks for one.</summary>
    public void BeatNow() => _core.Loop.Start(BeatAsync);

    private void Arm()
    {
        var afterSilence = Interval > TimeSpan.Zero
            ? Interval - _core.Time.GetElapsedTime(_connection.LastSent)
            : LongestSilenceOfHeartbeats;
        var afterHeartbeat = LongestSilenceOfHeartbeats - _core.Time.GetElapsedTime(_lastHeartbeat);
        _timer.Set(afterSilence < afterHeartbeat ? afterSilence : afterHeartbeat);
    }

    private void OnTimer()
    {
        if (!_registration.MaySend) return;
        var silent = Interval > TimeSpan.Zero && _core.Time.GetElapsedTime(_connection.LastSent) >= Interval;
        if (silent || _core.Time.GetElapsedTime(_lastHeartbeat) >= LongestSilenceOfHeartbeats) _core.Loop.Start(BeatAsync);
        else Arm();
    }

    private async Task BeatAsync()
    {
        _lastHeartbeat = _core.Time.GetTimestamp();
        try
        {
            var answer = await _connection.CallAsync(new HeartbeatRequest());
            _core.SetClock(answer.CurrentTime);
        }
        catch (Exception failure) when (failure is TimeoutException or CallErrorException or OcppViolationException or ConnectionLostException)
        {
            _core.Trace.Note($"Heartbeat was not answered: {failure.Message}");
        }
        if (_registration.MaySend) Arm();
    }
}
