namespace Ampwright.Station.Loop;

/// <summary>
/// The one loop of a station. Hardware events, calls, answers and timers are posted to it and are carried out one after the other;
/// only code that runs on it may touch the station's state.
/// </summary>
/// <remarks>
/// It is a synchronization context: a procedure started on the loop comes back to the loop after every await, whoever completed
/// what it waited for. What comes from other threads waits, in its order, until all that the loop has brought up itself is done. A test drives
/// it with <see cref="RunUntilIdle"/> on its own thread, a program gives it a task with <see cref="RunAsync"/>; both see the same order of things.
/// </remarks>
internal sealed class StationLoop : SynchronizationContext, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _inputs = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _settled = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _arrivals = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private Exception? _failure;
    private bool _stopped;
    private bool _running;

    /// <summary>The failure that ended the loop: a fault of this program, never of the other side.</summary>
    public Exception? Failure => _failure;

    public bool IsCurrent => Current == this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
        {
            if (_stopped) return; // A station that lost its power does nothing more, whatever still arrives.
            (IsCurrent ? _inputs : _arrivals).Enqueue((d, state));
            Wake();
        }
    }

    /// <summary>Posts something as if it came from another thread: it waits until the loop has settled.</summary>
    public void Arrive(Action input)
    {
        lock (_lock)
        {
            if (_stopped) return;
            _arrivals.Enqueue((static action => ((Action)action!)(), input));
            Wake();
        }
    }

    /// <summary>
    /// Completes on the loop once all that it has brought up itself, and what follows from that, is done; before anything else that has arrived.
    /// </summary>
    public Task WhenSettled()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_stopped) return settled.Task;
            _settled.Enqueue((static waiting => ((TaskCompletionSource)waiting!).SetResult(), settled));
            Wake();
        }
        return settled.Task;
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("The loop takes posted inputs only.");

    public override SynchronizationContext CreateCopy() => this;

    public void Post(Action input) => Post(static action => ((Action)action!)(), input);

    /// <summary>Starts a procedure on the loop. Its failure, if it is not a cancellation, ends the loop.</summary>
    public void Start(Func<Task> procedure) => Post(() => Watch(procedure));

    /// <summary>Runs a procedure on the loop and hands its outcome to a caller outside, in the caller's context if it has one.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> procedure, CancellationToken cancel = default)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Answer(procedure, answer));
        await using var givenUp = cancel.UnsafeRegister(static waiting => ((TaskCompletionSource<T>)waiting!).TrySetCanceled(), answer);
        return await answer.Task;
    }

    /// <summary>Carries out everything that waits, and what that brings up, on the caller's thread.</summary>
    /// <returns>How many inputs were carried out.</returns>
    public int RunUntilIdle()
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            lock (_lock)
            {
                if (_running) throw new InvalidOperationException("The loop is already running on another thread.");
                _running = true;
            }
            var count = 0;
            while (TakeNext() is { } input)
            {
                Carry(input.Callback, input.State);
                count++;
                if (_failure is not null) throw new StationLoopException(_failure);
            }
            return count;
        }
        finally
        {
            lock (_lock) _running = false;
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Serves the loop until it is stopped.</summary>
    /// <exception cref="StationLoopException">A procedure failed in a way nobody had foreseen; start the station anew.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !_stopped)
        {
            RunUntilIdle();
            if (_failure is not null) throw new StationLoopException(_failure);
            if (_stopped) return;
            try
            {
                await _arrived.WaitAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>From here on nothing is carried out any more: what a power cut does.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (_stopped) return;
            _stopped = true;
            _inputs.Clear();
            _settled.Clear();
            _arrivals.Clear();
            Wake();
        }
    }

    public void Dispose()
    {
        Stop();
        _arrived.Dispose();
    }

    // Once is enough, however much has arrived. Callers hold the lock.
    private void Wake()
    {
        if (_arrived.CurrentCount == 0) _arrived.Release();
    }

    private void Carry(SendOrPostCallback callback, object? state)
    {
        try
        {
            callback(state);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        lock (_lock)
        {
            if (_stopped) return; // Whatever breaks because the power is gone.
            _failure ??= failure;
            Wake();
        }
    }

    private (SendOrPostCallback Callback, object? State)? TakeNext()
    {
        lock (_lock) return _inputs.TryDequeue(out var input) || _settled.TryDequeue(out input) || _arrivals.TryDequeue(out input) ? input : null;
    }

#pragma warning disable VSTHRD100, MA0155 // The loop is the one place that starts procedures nobody awaits; it looks after their failures.
    private async void Watch(Func<Task> procedure)
    {
        try
        {
            await procedure();
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private static async void Answer<T>(Func<Task<T>> procedure, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(await procedure());
        }
        catch (OperationCanceledException)
        {
            answer.TrySetCanceled();
        }
        catch (Exception failure)
        {
            answer.TrySetException(failure);
        }
    }
#pragma warning restore VSTHRD100, MA0155
}

/// <summary>The station's loop ended because of a fault in the station's own program.</summary>
public sealed class StationLoopException(Exception cause) : Exception($"The station's loop failed: {cause.Message}", cause);
