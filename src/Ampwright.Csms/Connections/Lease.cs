namespace Ampwright.Csms.Connections;

/// <summary>The right to speak for a station. Only the newest epoch holds it.</summary>
internal sealed record Lease(long StationId, string Identity, long Epoch);
