namespace Ampwright.Station.Hardware;

/// <summary>A card was held to a reader. The same card left in the field is reported once.</summary>
public sealed record CardSeen(long Stamp, int Reader, CardRead Card) : HardwareEvent(Stamp);
