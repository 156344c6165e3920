using System.Threading.Channels;

namespace Ampwright.Csms.Connections;

/// <summary>Wakes one waiter; raised before he waits, it is not lost; raised often, it wakes him once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _raised.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancel) => await _raised.Reader.ReadAsync(cancel);
}
