using Ampwright.Ocpp;
using Ampwright.Station.Configuration;
using Ampwright.Station.Flight;
using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Loop;

/// <summary>What every part of one station shares. Everything here belongs to the loop.</summary>
internal sealed class StationCore
{
    private readonly List<LoopTimer> _timers = [];

    public required StationLoop Loop { get; init; }

    public required TimeProvider Time { get; init; }

    public required StationClock Clock { get; init; }

    /// <summary>Seeded with the station's seed and the number of this life, so that no two lives make the same choices.</summary>
    public required Random Random { get; init; }

    public required StationMemory Memory { get; init; }

    public required StationConfiguration Configuration { get; init; }

    public required StationOptions Options { get; init; }

    public required IStationPort Port { get; init; }

    public required StationTrace Trace { get; init; }

    /// <summary>The flight recorder's hold on this life; null = there is none.</summary>
    public RecordedLife? Flight { get; init; }

    /// <summary>How long hardware may take to carry out a command.</summary>
    public TimeSpan CommandDeadline { get; } = TimeSpan.FromSeconds(10);

    public TimeSpan MessageTimeout => Configuration.Seconds("MessageTimeout", absent: 30);

    /// <summary>Takes the time the CSMS tells, if it can be.</summary>
    public void SetClock(OcppTime told)
    {
        if (!Clock.Set(told.Instant)) Trace.Note($"the CSMS says it is {told}; the clock stays as it is");
    }

    public Stamp Now => new(Clock.Now, Clock.Trusted);

    /// <summary>A message id never used before by this station: OCPP-J 1.6 §4.1.4, errata of 2025-04 3.1.</summary>
    public string NewMessageId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>A reset or the end of the program is under way: nobody new may begin to charge any more.</summary>
    public bool IsEnding { get; set; }

    /// <summary>
    /// Firmware is about to be installed: connectors without a transaction are Unavailable, the others once theirs is over (security whitepaper
    /// ed. 3, L01.FR.07). Not remembered: what ended it is a new life.
    /// </summary>
    public bool HoldsConnectors { get; set; }

    public LoopTimer NewTimer(Action action)
    {
        var timer = new LoopTimer(Loop, Time, action);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Ends a timer that is not needed for the rest of this life.</summary>
    public void Release(LoopTimer timer)
    {
        _timers.Remove(timer);
        timer.Dispose();
    }

    public void DisposeTimers()
    {
        foreach (var timer in _timers) timer.Dispose();
    }

    /// <summary>Waits, at most <see cref="LoopTimer.Longest"/>; the continuation runs on the loop.</summary>
    public Task DelayAsync(TimeSpan wait, CancellationToken cancel = default) =>
        Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LoopTimer.Longest ? LoopTimer.Longest : wait, Time, cancel);
}
