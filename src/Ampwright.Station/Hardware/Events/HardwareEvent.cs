namespace Ampwright.Station.Hardware;

/// <summary>Something that happened in the hardware.</summary>
/// <param name="Stamp">Monotonic stamp of when it happened, as <see cref="TimeProvider.GetTimestamp"/>.</param>
public abstract record HardwareEvent(long Stamp);
