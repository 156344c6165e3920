using System.Text.Json.Serialization;

namespace Ampwright.Station.Memory;

/// <summary>
/// One thing the station must still know after a power cut. Facts are appended to the journal before they have an effect outside.
/// </summary>
/// <remarks>
/// To add a fact: 1. a record here with its own letter code, 2. a line in <see cref="RememberedState.With"/>, 3. an example in the
/// test that freezes the stored form. A code is never given a second meaning; fields are only ever added, as optional ones.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "f")]
[JsonDerivedType(typeof(Booted), "boot")]
[JsonDerivedType(typeof(OnceAccepted), "acc")]
[JsonDerivedType(typeof(ClockSet), "clk")]
[JsonDerivedType(typeof(ConfigurationSet), "cfg")]
[JsonDerivedType(typeof(AvailabilitySet), "avl")]
[JsonDerivedType(typeof(TransactionStarted), "txs")]
[JsonDerivedType(typeof(MeterCheckpoint), "chk")]
[JsonDerivedType(typeof(TransactionDataTaken), "txd")]
[JsonDerivedType(typeof(MeterValuesTaken), "mv")]
[JsonDerivedType(typeof(MeterValuesThinned), "mvt")]
[JsonDerivedType(typeof(TransactionStopped), "txe")]
[JsonDerivedType(typeof(ResetOrdered), "rst")]
[JsonDerivedType(typeof(ResetGivenUp), "rsg")]
[JsonDerivedType(typeof(MessageSent), "snd")]
[JsonDerivedType(typeof(MessageAnswered), "ans")]
[JsonDerivedType(typeof(MessageFailed), "err")]
[JsonDerivedType(typeof(MessageGivenUp), "gup")]
[JsonDerivedType(typeof(TagSeen), "tag")]
[JsonDerivedType(typeof(TagForgotten), "tgf")]
[JsonDerivedType(typeof(CacheCleared), "ccl")]
[JsonDerivedType(typeof(SecurityEventLogged), "sev")]
[JsonDerivedType(typeof(SecurityEventTold), "svt")]
[JsonDerivedType(typeof(CredentialsReplaced), "crr")]
[JsonDerivedType(typeof(CredentialsSettled), "crs")]
[JsonDerivedType(typeof(RootInstalled), "roi")]
[JsonDerivedType(typeof(RootRemoved), "ror")]
[JsonDerivedType(typeof(StationKeyMade), "skm")]
[JsonDerivedType(typeof(StationCertificateTaken), "sct")]
[JsonDerivedType(typeof(LocalListChanged), "lal")]
[JsonDerivedType(typeof(ReservationMade), "rsv")]
[JsonDerivedType(typeof(ReservationEnded), "rse")]
[JsonDerivedType(typeof(ProfileInstalled), "cpi")]
[JsonDerivedType(typeof(ProfilesCleared), "cpc")]
[JsonDerivedType(typeof(ManuallyLimited), "lim")]
[JsonDerivedType(typeof(UpdateOrdered), "fwo")]
[JsonDerivedType(typeof(UpdateStepped), "fws")]
[JsonDerivedType(typeof(DownloadMarked), "fwd")]
[JsonDerivedType(typeof(UpdateReported), "fwr")]
[JsonDerivedType(typeof(UpdateReportTold), "fwt")]
[JsonDerivedType(typeof(UploadOrdered), "upo")]
[JsonDerivedType(typeof(UploadEnded), "upe")]
internal abstract record Fact;

/// <summary>The runtime started; counts its lives from 1.</summary>
internal sealed record Booted(int Boot) : Fact;

/// <summary>A CSMS accepted this station for the first time.</summary>
internal sealed record OnceAccepted : Fact;

/// <summary>The clock was set for the first time in this life: stamps taken before it move by the step.</summary>
internal sealed record ClockSet(TimeSpan Step) : Fact;

/// <param name="Value">Null = back to the product profile's value.</param>
internal sealed record ConfigurationSet(string Key, string? Value) : Fact;

/// <param name="Connector">0 = the whole station.</param>
internal sealed record AvailabilitySet(int Connector, bool Inoperative) : Fact;

/// <param name="Tx">The station's own number of the transaction.</param>
/// <param name="Message">Number of the StartTransaction message in the queue.</param>
/// <param name="MeterStart">Wh.</param>
internal sealed record TransactionStarted(
    long Tx, long Message, int Connector, string IdTag, string? ParentIdTag, long MeterStart, Stamp At, StoredMeterValue? Begin,
    int? ReservationId = null) : Fact;

/// <summary>How far the register of a running transaction was, Wh.</summary>
internal sealed record MeterCheckpoint(long Tx, long Meter, Stamp At) : Fact;

/// <summary>Values kept for the transactionData of the StopTransaction to come.</summary>
/// <param name="Most">Most values to keep, those of the beginning and the end included.</param>
internal sealed record TransactionDataTaken(long Tx, StoredMeterValue Values, int Most) : Fact;

/// <summary>A MeterValues message was taken into the queue.</summary>
internal sealed record MeterValuesTaken(long Message, long Tx, StoredMeterValue Values) : Fact;

/// <summary>The queue was full: every second MeterValues left it unsent. Starts and stops never do.</summary>
/// <param name="ByPlace">Every second one in the queue; false, as first stored: those with an even number.</param>
internal sealed record MeterValuesThinned(bool ByPlace = false) : Fact;

/// <param name="MeterStop">Wh.</param>
/// <param name="Reason">In the standard's spelling.</param>
internal sealed record TransactionStopped(
    long Tx, long Message, long MeterStop, Stamp At, string Reason, string? IdTag, StoredMeterValue? End) : Fact;

/// <summary>The CSMS ordered a reset that is about to be carried out; tells the next life why the last one ended.</summary>
internal sealed record ResetOrdered(bool Hard) : Fact;

/// <summary>The hardware did not carry the ordered reset out; this life goes on.</summary>
internal sealed record ResetGivenUp : Fact;

/// <summary>A queued message is about to be sent; only kept where its message id has to be used again.</summary>
internal sealed record MessageSent(long Message, string MessageId) : Fact;

/// <summary>The answer to a queued message; it leaves the queue.</summary>
internal sealed record MessageAnswered(
    long Message, int? TransactionId = null, string? Status = null, string? ParentIdTag = null, DateTimeOffset? Expiry = null) : Fact;

/// <summary>A queued message was answered with a CALLERROR; it stays.</summary>
internal sealed record MessageFailed(long Message, string Code) : Fact;

/// <summary>A queued message failed as often as the configuration allows; it leaves the queue for the dead letters.</summary>
internal sealed record MessageGivenUp(long Message, string Code, Stamp At) : Fact;

/// <summary>What the CSMS said about an id tag.</summary>
internal sealed record TagSeen(string IdTag, string Status, string? ParentIdTag, DateTimeOffset? Expiry, long Order) : Fact;

internal sealed record TagForgotten(string IdTag) : Fact;

internal sealed record CacheCleared : Fact;

/// <summary>The CSMS changed the local authorization list.</summary>
/// <param name="Full">What was listed before is gone.</param>
/// <param name="Removed">Id tags that leave the list.</param>
internal sealed record LocalListChanged(int Version, bool Full, IReadOnlyList<ListedTag> Set, IReadOnlyList<string> Removed) : Fact;

/// <summary>A place is kept; in place of an earlier reservation with the same id.</summary>
internal sealed record ReservationMade(RememberedReservation Reservation) : Fact;

/// <summary>Expired, cancelled or no longer to be honoured; one that is used up ends with the start of its transaction.</summary>
internal sealed record ReservationEnded(int Id) : Fact;

/// <summary>A charging profile was installed; what it replaces follows from the rules. A TxProfile ends with its transaction's stop.</summary>
internal sealed record ProfileInstalled(StoredProfile Profile) : Fact;

/// <param name="Ids">chargingProfileIds.</param>
internal sealed record ProfilesCleared(IReadOnlyList<int> Ids) : Fact;

/// <param name="Limit">Null = no limit any more.</param>
internal sealed record ManuallyLimited(int Connector, ManualLimit? Limit) : Fact;
