namespace Ampwright.Station.Hardware;

/// <summary>The computer the runtime runs on.</summary>
public interface IHostPort
{
    /// <summary>Why this life of the host began.</summary>
    BootCause BootCause { get; }

    /// <summary>
    /// False until the clock was set from a trusted source in this life: a host without a back-up battery starts anywhere, often
    /// in 1970. Until then only stamps order events.
    /// </summary>
    bool ClockTrusted { get; }

    /// <summary>The host's calendar clock, trusted or not.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Sets the calendar clock. False where the operating system keeps it and does not let us.</summary>
    bool TrySetUtc(DateTimeOffset utc);

    /// <summary>The firmware slots; null = this hardware cannot be given other firmware.</summary>
    IFirmwarePort? Firmware { get; }

    /// <summary>
    /// Asks for a new start of the runtime (<see cref="ResetKind.Soft"/>) or of the whole host. The runtime has stored and sent what
    /// it wants to before it asks; nothing it does afterwards is sure to happen.
    /// </summary>
    /// <returns>False when the hardware does not do it; this life then goes on.</returns>
    bool Reset(ResetKind kind);
}
