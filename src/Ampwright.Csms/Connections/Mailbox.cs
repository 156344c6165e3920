using System.Threading.Channels;

namespace Ampwright.Csms.Connections;

/// <summary>
/// One station's changes, one after the other, in the order they were handed in: nothing that runs here needs a lock.
/// </summary>
internal sealed class Mailbox
{
    private readonly Channel<Func<Task>> _work = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(1024) { SingleReader = true });

    /// <summary>Works until <see cref="Close"/> and all that was handed in before is done.</summary>
    public async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync()) await work();
    }

    public void Close() => _work.Writer.TryComplete();

    /// <exception cref="ChannelClosedException">The mailbox is closed; the work is not done.</exception>
    public async Task<T> DoAsync<T>(Func<ValueTask<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _work.Writer.WriteAsync(async () =>
        {
            try
            {
                done.TrySetResult(await work());
            }
            catch (Exception failure)
            {
                done.TrySetException(failure);
            }
        });
        return await done.Task;
    }
}
