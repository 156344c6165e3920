namespace Ampwright.Csms.Connections;

/// <summary>A newer connection speaks for the station; what this one wanted to write is refused.</summary>
internal sealed class LeaseLostException(Lease lease)
    : Exception($"Connection {lease.Epoch} of station '{lease.Identity}' was replaced by a newer one.");
