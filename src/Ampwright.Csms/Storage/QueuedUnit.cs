using Ampwright.Csms.Events;

namespace Ampwright.Csms.Storage;

/// <summary>A unit that waits for the writer, and the one who waits for the unit.</summary>
internal abstract class QueuedUnit
{
    public IReadOnlyList<RecordedEvent> Recorded { get; set; } = [];

    /// <inheritdoc cref="WriteUnit.ChangesAccess"/>
    public bool ChangesAccess { get; set; }

    public abstract void Run(WriteUnit unit);

    public abstract void Succeed();

    public abstract void Fail(Exception why);
}

internal sealed class QueuedUnit<T>(Func<WriteUnit, T> work) : QueuedUnit
{
    // Continuations leave the writer's thread at once: the next batch must not wait for them.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _outcome = default!;

    public Task<T> Done => _done.Task;

    public override void Run(WriteUnit unit) => _outcome = work(unit);

    public override void Succeed() => _done.TrySetResult(_outcome);

    public override void Fail(Exception why) => _done.TrySetException(why);
}
