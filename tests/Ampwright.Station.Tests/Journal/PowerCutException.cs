namespace Ampwright.Station.Tests.Journal;

/// <summary>The process is no more. Not an <see cref="IOException"/>: nothing in the product may catch it.</summary>
public sealed class PowerCutException() : Exception("The power is cut.");
