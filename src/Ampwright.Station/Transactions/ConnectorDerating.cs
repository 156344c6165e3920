namespace Ampwright.Station.Transactions;

/// <summary>What a board can carry for the time being.</summary>
/// <param name="Milliamperes">mA per phase.</param>
internal sealed record ConnectorDerating(int Milliamperes, string Why);
