using System.Collections.Concurrent;

namespace Ampwright.Csms.Storage;

/// <summary>
/// For what is worth keeping but not worth waiting for: whatever has come together by the time the writer is free is written in one unit of
/// work. A store that is away for a while gets it later; what is left when the program ends is written before the store closes.
/// </summary>
internal sealed class WriteBehind(Writer writer, TimeProvider time)
{
    /// <summary>So much waits at most for a store that is away; the oldest goes first then.</summary>
    public const int Most = 20_000;

    private const int AtOnce = 1000;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<Action<WriteUnit>> _waiting = new();
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Task _draining = Task.CompletedTask;
    private int _busy;

    public void Add(Action<WriteUnit> work)
    {
        _waiting.Enqueue(work);
        if (_waiting.Count > Most) _waiting.TryDequeue(out _);
        if (Interlocked.Exchange(ref _busy, 1) == 0) _draining = DrainAsync();
    }

    /// <summary>Writes what waits; to be called before the writer closes.</summary>
    public async Task CloseAsync()
    {
        _closing.TrySetResult();
        await _draining;
        if (!_waiting.IsEmpty) await TryWriteAsync();
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            if (!await TryWriteAsync())
            {
                if (_closing.Task.IsCompleted) return;
                await Task.WhenAny(_closing.Task, Task.Delay(Again, time));
            }
            else if (_waiting.IsEmpty)
            {
                Interlocked.Exchange(ref _busy, 0);
                // Whoever came between the look and the word has seen "busy" and counts on this one.
                if (_waiting.IsEmpty || Interlocked.Exchange(ref _busy, 1) != 0) return;
            }
        }
    }

    /// <returns>False when the store did not take it; it waits again then.</returns>
    private async Task<bool> TryWriteAsync()
    {
        var taken = new List<Action<WriteUnit>>();
        try
        {
            await writer.EnqueueAsync(unit =>
            {
                while (taken.Count < AtOnce && _waiting.TryDequeue(out var work)) taken.Add(work);
                foreach (var work in taken) work(unit);
                return true;
            });
            return true;
        }
        catch (StorageException)
        {
            foreach (var work in taken) _waiting.Enqueue(work);
            return false;
        }
        catch (Exception) when (taken.Count > 1)
        {
            // One of them cannot be written: the others are written without it.
            return await OneByOneAsync(taken);
        }
        catch (Exception) when (taken.Count == 1)
        {
            return true;
        }
    }

    private async Task<bool> OneByOneAsync(List<Action<WriteUnit>> taken)
    {
        var stored = true;
        foreach (var work in taken)
        {
            try
            {
                await writer.EnqueueAsync(unit =>
                {
                    work(unit);
                    return true;
                });
            }
            catch (StorageException)
            {
                _waiting.Enqueue(work);
                stored = false;
            }
            catch (Exception failure) when (failure is System.Data.Common.DbException or InvalidOperationException)
            {
                // This is the one.
            }
        }
        return stored;
    }
}
