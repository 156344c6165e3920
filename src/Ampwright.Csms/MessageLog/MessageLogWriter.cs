using Ampwright.Csms.Storage;

namespace Ampwright.Csms.MessageLog;

/// <summary>
/// Stores the frames that wait, apart from the stations' own way.
/// <code>
///   1 wait for a frame ─► 2 linger for more ─► 3 take apart, mask ─► 4 one unit of work, at most one under way ─► 5 tell the tails ─► 1
///                                                                       └─ store away: try again; then drop and count
/// </code>
/// </summary>
internal sealed class MessageLogWriter(
    FrameQueue queue, MessageTails tails, Database database, MessageLogOptions options, TimeProvider time, ILogger<MessageLogWriter> log) : BackgroundService
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DropReport = TimeSpan.FromMinutes(1);
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _reported;
    private long _reportedAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // The connections have ended: what waits is the end of the story.
        queue.Close();
        _closing.TrySetResult();
        if (ExecuteTask is { } working) await Task.WhenAny(working, Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = new List<WaitingFrame>(options.FramesPerUnit);
        try
        {
            while (await queue.WaitAsync(stoppingToken)) // 1
            {
                await GatherAsync(waiting, stoppingToken); // 2
                await StoreAsync(waiting, stoppingToken); // 3, 4, 5
                foreach (var frame in waiting) queue.Done(frame);
                waiting.Clear();
                ReportDrops();
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task GatherAsync(List<WaitingFrame> waiting, CancellationToken stop)
    {
        Take(waiting);
        if (waiting.Count == options.FramesPerUnit || stop.IsCancellationRequested) return;
        // Whoever ends the program does not wait for more.
        await Task.WhenAny(_closing.Task, Task.Delay(options.Linger, time, stop));
        Take(waiting);
    }

    private void Take(List<WaitingFrame> waiting)
    {
        while (waiting.Count < options.FramesPerUnit && queue.TryTake(out var frame)) waiting.Add(frame);
    }

    private async Task StoreAsync(List<WaitingFrame> waiting, CancellationToken stop)
    {
        var messages = waiting.ConvertAll(frame => LoggedMessage.Of(frame, options.FrameCharacters));
        for (var tries = 1; ; tries++)
        {
            try
            {
                await database.WriteAsync(unit => MessageStore.Append(unit, messages));
                tails.Tell();
                return;
            }
            catch (Exception away) when (away is StorageException or System.Data.Common.DbException && tries < options.StoreTries && !stop.IsCancellationRequested)
            {
                await Task.Delay(StoreRetry, time, stop);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                queue.CountDropped(messages.Count);
                log.MessagesNotStored(failure, messages.Count);
                return;
            }
        }
    }

    private void ReportDrops()
    {
        var dropped = queue.Dropped;
        if (dropped == _reported || (_reported > 0 && time.GetElapsedTime(_reportedAt) < DropReport)) return;
        log.MessagesDropped(dropped - _reported);
        _reported = dropped;
        _reportedAt = time.GetTimestamp();
    }
}
