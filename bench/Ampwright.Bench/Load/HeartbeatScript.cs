using System.Buffers;
using System.Text;

namespace Ampwright.Bench.Load;

internal sealed class HeartbeatScript : IScript
{
    public bool IsAtRest => true;

    public void Next(long messageId, IBufferWriter<byte> into) => Encoding.UTF8.GetBytes($"[2,\"{messageId}\",\"Heartbeat\",{{}}]", into);

    public void Answered(ReadOnlySpan<byte> result)
    {
    }
}
