namespace Ampwright.Station.Hardware;

/// <summary>The network link came up or went down.</summary>
public sealed record LinkChanged(long Stamp, bool Up) : HardwareEvent(Stamp);
