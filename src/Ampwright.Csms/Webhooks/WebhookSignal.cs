namespace Ampwright.Csms.Webhooks;

/// <summary>Wakes the deliveries: something happened, or a person changed a webhook.</summary>
internal sealed class WebhookSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Completes at the next call of <see cref="Tell"/>. Take it before looking into the store, or one is missed.</summary>
    public Task Next => _next.Task;

    public void Tell() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
