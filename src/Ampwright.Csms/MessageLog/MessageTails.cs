namespace Ampwright.Csms.MessageLog;

/// <summary>Wakes those who follow the message log whenever frames were stored; they read them from the store.</summary>
internal sealed class MessageTails
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Completes at the next storing. Take it before looking into the store, or one is missed.</summary>
    public Task Next => _next.Task;

    public void Tell() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
