using Ampwright.Station.SmartCharging;

namespace Ampwright.Station;

/// <summary>What a station's runtime says of itself; each part as it was at the moment of asking.</summary>
/// <param name="Connected">A WebSocket to the CSMS is open.</param>
/// <param name="Registration">Booting, Accepted, Pending or Rejected.</param>
/// <param name="Boot">Counts the lives of the station, from 1.</param>
/// <param name="Queued">Transaction messages that wait to be delivered.</param>
/// <param name="Status">Of connector 0, in the standard's spelling.</param>
/// <param name="Connectors">Ordered by number, from 1.</param>
/// <param name="Queue">What the waiting messages are.</param>
public sealed record StationState(
    bool Connected, string Registration, int Boot, int Queued, string Status, IReadOnlyList<ConnectorState> Connectors, QueueState Queue, JournalState Journal);

/// <summary>The transaction messages that wait, by kind.</summary>
/// <param name="GivenUp">Kept for people to look at: the CSMS refused them as often as TransactionMessageAttempts says.</param>
public sealed record QueueState(int Starts, int MeterValues, int Stops, int GivenUp);

/// <summary>The station's memory on the disk.</summary>
/// <param name="Bytes">Size of the file now in use.</param>
/// <param name="Records">Number of the last record; counts on over the lives.</param>
/// <param name="Failed">The disk refused something and nothing more is taken until everything could be written anew.</param>
/// <param name="TornBytes">What this life found half-written at the end and cut off.</param>
/// <param name="Damaged">This life found durable records spoilt; the file lies aside.</param>
/// <param name="KeptAside">Records of a newer program.</param>
public sealed record JournalState(long Bytes, long Records, bool Failed, long TornBytes, bool Damaged, int KeptAside);

/// <param name="Status">In the standard's spelling.</param>
/// <param name="ErrorCode">In the standard's spelling; <c>NoError</c> if there is none.</param>
/// <param name="Transaction">The one that runs; null = none.</param>
/// <param name="Claims">Every limit on its current, the one that rules first.</param>
public sealed record ConnectorState(
    int Number, string Status, string ErrorCode, TransactionState? Transaction, IReadOnlyList<CurrentClaim> Claims);

/// <param name="TransactionId">The id the CSMS gave; null until it has, −1 when it never will (errata v4.0 3.18).</param>
/// <param name="MeterStart">Wh.</param>
public sealed record TransactionState(int? TransactionId, string IdTag, long MeterStart, DateTimeOffset Started);
