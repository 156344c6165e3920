using Microsoft.Win32.SafeHandles;

namespace Ampwright.Station.Board.Streams;

/// <summary>A pseudo-terminal: what is on this end looks like a serial device at <see cref="Path"/> to whoever opens that.</summary>
public sealed class PseudoTerminal : IDisposable
{
    // Kept open, so that this end does not break whenever a host leaves.
    private readonly SafeFileHandle _slave;

    /// <exception cref="IOException">The system has none left, or is not Linux.</exception>
    public PseudoTerminal()
    {
        var (master, slave, path) = TerminalDevice.MakePair();
        (_slave, Path) = (slave, path);
        Stream = new TerminalStream(master);
    }

    public string Path { get; }

    public Stream Stream { get; }

    /// <summary>The device vanishes under whoever has it open.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _slave.Dispose();
    }
}
