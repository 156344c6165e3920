namespace Ampwright.Station.Tests.Years;

/// <summary>Something happened that must never happen to a station; the message says what.</summary>
internal sealed class InvariantBrokenException(string what) : Exception(what);
