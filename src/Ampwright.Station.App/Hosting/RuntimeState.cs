namespace Ampwright.Station.App.Hosting;

/// <summary>What the runtime of a station says of itself.</summary>
/// <param name="Registration">Booting, Accepted, Pending or Rejected.</param>
/// <param name="Queued">Transaction messages that wait to be delivered.</param>
internal sealed record RuntimeState(bool Connected, string Registration, int Queued, IReadOnlyList<RuntimeConnector> Connectors);

/// <param name="Status">In the standard's spelling.</param>
internal sealed record RuntimeConnector(int Number, string Status, string ErrorCode, RuntimeTransaction? Transaction);

/// <param name="TransactionId">The id the CSMS gave; null until it has.</param>
/// <param name="MeterStart">Wh.</param>
internal sealed record RuntimeTransaction(int? TransactionId, string IdTag, long MeterStart);
