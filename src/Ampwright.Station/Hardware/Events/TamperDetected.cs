namespace Ampwright.Station.Hardware;

/// <summary>Somebody opened the housing, or a sensor says so.</summary>
/// <param name="What">In words, at most 200 characters, e.g. <c>service door</c>.</param>
public sealed record TamperDetected(long Stamp, string What) : HardwareEvent(Stamp);
