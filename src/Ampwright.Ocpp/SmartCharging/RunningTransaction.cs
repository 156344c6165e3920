namespace Ampwright.Ocpp.SmartCharging;

/// <summary>The transaction of a connector, as far as profiles need to know it.</summary>
/// <param name="Number">The keeper's own number, see <see cref="InstalledProfile.Transaction"/>.</param>
/// <param name="TransactionId">The CSMS's id; null as long as it is not known.</param>
public sealed record RunningTransaction(long Number, int? TransactionId);
