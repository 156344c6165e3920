using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>A charging profile as a station keeps it: what came over the wire, and what that alone does not say.</summary>
/// <param name="ConnectorId">Where it was set; 0 is the station, or with TxDefaultProfile each of its connectors.</param>
/// <param name="Profile">As it was received.</param>
/// <param name="Transaction">
/// With purpose TxProfile the transaction it holds for, by the keeper's own number: a station may not know the CSMS's id yet. Else null.
/// </param>
/// <param name="ReceivedAt">Where a ChargePointMaxProfile without a start of its own counts from.</param>
public sealed record InstalledProfile(int ConnectorId, ChargingProfile Profile, long? Transaction, DateTimeOffset ReceivedAt);
