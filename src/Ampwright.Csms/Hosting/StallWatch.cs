namespace Ampwright.Csms.Hosting;

/// <summary>
/// Notices when the program stands still, from a thread of its own: all threads of the pool taken, so that no work is taken up; or the whole
/// process stopped, by a collection of garbage or by its machine. Each is told in the log and counted, for stations see only silence.
/// </summary>
internal sealed class StallWatch : IHostedService, IDisposable
{
    /// <summary>Standing still for longer is told.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly ManualResetEventSlim _stop = new();
    private readonly CsmsMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<StallWatch> _log;
    private Thread? _thread;

    public StallWatch(CsmsMetrics metrics, TimeProvider time, ILogger<StallWatch> log)
    {
        _metrics = metrics;
        _time = time;
        _log = log;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Watch) { Name = "stall watch", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        _stop.Dispose();
    }

    /// <summary>Gives the pool a piece of work and waits until it is taken up, or the watch ends.</summary>
    /// <param name="queue">Gives it to the pool.</param>
    /// <param name="longest">After this it is told.</param>
    public void Ask(Action<Action> queue, TimeSpan longest)
    {
        // Not disposed: the pool may come to it after all.
        var taken = new ManualResetEventSlim();
        var asked = _time.GetTimestamp();
        queue(taken.Set);
        if (taken.Wait(longest)) return;
        _log.StallBegan(longest.TotalSeconds, ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount);
        WaitHandle.WaitAny([taken.WaitHandle, _stop.WaitHandle]);
        var lasted = _time.GetElapsedTime(asked);
        _metrics.Stalled(lasted);
        _log.StallEnded(lasted.TotalSeconds);
    }

    private void Watch()
    {
        while (true)
        {
            var (slept, collected) = (_time.GetTimestamp(), GC.GetTotalPauseDuration());
            if (_stop.Wait(Look)) return;
            var late = _time.GetElapsedTime(slept) - Look;
            if (late > Longest)
            {
                _metrics.Stalled(late);
                _log.StoodStill(late.TotalSeconds, (GC.GetTotalPauseDuration() - collected).TotalSeconds);
            }
            Ask(work => ThreadPool.UnsafeQueueUserWorkItem(_ => work(), null), Longest);
        }
    }
}
