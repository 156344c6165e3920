using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Replay;

/// <summary>A connection of a recorded run: what the lab sends goes nowhere, what came comes again.</summary>
internal sealed class RecordedSocket : ISocket
{
    public void Send(string text)
    {
        // The recorded system has said already what it says.
    }

    public void Close()
    {
        // It ends when the recorded one did.
    }
}
