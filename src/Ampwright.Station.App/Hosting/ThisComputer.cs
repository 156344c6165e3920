using Ampwright.Station.Hardware;

namespace Ampwright.Station.App.Hosting;

/// <summary>The computer this program runs on, as the host of a station with a real board. Its own firmware is its maker's business.</summary>
internal sealed class ThisComputer(BootCause cause, Action<ResetKind> reset, TimeProvider time) : IHostPort
{
    // What systemd's time service leaves once it has heard a time server in this life of the computer.
    private const string Synchronized = "/run/systemd/timesync/synchronized";

    public BootCause BootCause => cause;

    public bool ClockTrusted => File.Exists(Synchronized);

    public DateTimeOffset UtcNow => time.GetUtcNow();

    public IFirmwarePort? Firmware => null;

    /// <summary>The operating system keeps the clock; the station has one of its own.</summary>
    public bool TrySetUtc(DateTimeOffset utc) => false;

    /// <summary>The program starts the runtime anew, at <see cref="ResetKind.Hard"/> the board too.</summary>
    public bool Reset(ResetKind kind)
    {
        reset(kind);
        return true;
    }
}
