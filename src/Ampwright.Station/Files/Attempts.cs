using Ampwright.Station.Loop;

namespace Ampwright.Station.Files;

/// <summary>How often something is tried, with what pause; counts as the CSMS says, within bounds.</summary>
/// <param name="Retries">After the first attempt (errata v4.0 3.50; for firmware the same, digest, ambiguity 21). Null = ours to choose.</param>
/// <param name="Interval">Seconds. Null = ours to choose.</param>
internal sealed record Attempts(int? Retries, int? Interval)
{
    private const int OwnRetries = 3;
    private const int MostRetries = 100;
    private const int OwnInterval = 60;

    /// <param name="attempt">Gets how many attempts there were before.</param>
    /// <param name="paused">Called when an attempt failed and another will follow.</param>
    /// <exception cref="TransferException">The last attempt failed.</exception>
    public async Task RunAsync(StationCore core, Func<int, Task> attempt, Action<TransferException> paused, CancellationToken cancel)
    {
        var retries = Math.Clamp(Retries ?? OwnRetries, 0, MostRetries);
        var pause = TimeSpan.FromSeconds(Math.Clamp(Interval ?? OwnInterval, 0, 86_400));
        for (var before = 0; ; before++)
        {
            try
            {
                await attempt(before);
                return;
            }
            catch (TransferException failure) when (before < retries && !failure.IsFinal)
            {
                core.Trace.Note($"{failure.Message}; again in {pause.TotalSeconds} s (retry {before + 1} of {retries})");
                paused(failure);
                await core.DelayAsync(pause, cancel);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }
}
