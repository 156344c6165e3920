using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>The lab's end of a connection that never leaves the test.</summary>
internal sealed class MemorySocket(Action<string> toPeer, Action closed) : ISocket
{
    public bool Gone { get; set; }

    public void Send(string text)
    {
        if (!Gone) toPeer(text);
    }

    public void Close()
    {
        if (Gone) return;
        Gone = true;
        closed();
    }
}
