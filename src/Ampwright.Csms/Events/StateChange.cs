using System.Text.Json.Serialization;

namespace Ampwright.Csms.Events;

/// <summary>
/// One change of the state of the system, as subscribers and the store see it.
/// To add one: a record here, its line in <see cref="JsonDerivedTypeAttribute"/>. The kind is frozen: it is on disk and on the wire.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StationRegistered), "stationRegistered")]
[JsonDerivedType(typeof(StationChanged), "stationChanged")]
[JsonDerivedType(typeof(StationRemoved), "stationRemoved")]
[JsonDerivedType(typeof(StationConnected), "stationConnected")]
[JsonDerivedType(typeof(StationDisconnected), "stationDisconnected")]
[JsonDerivedType(typeof(StationTakenOver), "stationTakenOver")]
[JsonDerivedType(typeof(StationRefused), "stationRefused")]
[JsonDerivedType(typeof(HandshakeRefused), "handshakeRefused")]
[JsonDerivedType(typeof(StationBooted), "stationBooted")]
[JsonDerivedType(typeof(StationPasswordChanged), "stationPasswordChanged")]
[JsonDerivedType(typeof(ConnectorStatusChanged), "connectorStatusChanged")]
[JsonDerivedType(typeof(SiteChanged), "siteChanged")]
[JsonDerivedType(typeof(SiteRemoved), "siteRemoved")]
[JsonDerivedType(typeof(DriverChanged), "driverChanged")]
[JsonDerivedType(typeof(DriverRemoved), "driverRemoved")]
[JsonDerivedType(typeof(GroupChanged), "groupChanged")]
[JsonDerivedType(typeof(GroupRemoved), "groupRemoved")]
[JsonDerivedType(typeof(ChargingRuleChanged), "chargingRuleChanged")]
[JsonDerivedType(typeof(ChargingRuleRemoved), "chargingRuleRemoved")]
[JsonDerivedType(typeof(ChargingQuotaUsed), "chargingQuotaUsed")]
[JsonDerivedType(typeof(StartCodeChanged), "startCodeChanged")]
[JsonDerivedType(typeof(CardLearningChanged), "cardLearningChanged")]
[JsonDerivedType(typeof(LocalListAsked), "localListAsked")]
[JsonDerivedType(typeof(LocalListInStep), "localListInStep")]
[JsonDerivedType(typeof(LocalListDrifted), "localListDrifted")]
[JsonDerivedType(typeof(IdTagChanged), "idTagChanged")]
[JsonDerivedType(typeof(IdTagDeleted), "idTagDeleted")]
[JsonDerivedType(typeof(TransactionStarted), "transactionStarted")]
[JsonDerivedType(typeof(TransactionMetered), "transactionMetered")]
[JsonDerivedType(typeof(TransactionStopped), "transactionStopped")]
[JsonDerivedType(typeof(TransactionStopWithdrawn), "transactionStopWithdrawn")]
[JsonDerivedType(typeof(TransactionFlagged), "transactionFlagged")]
[JsonDerivedType(typeof(MessageSetAside), "messageSetAside")]
[JsonDerivedType(typeof(MessageIdReused), "messageIdReused")]
[JsonDerivedType(typeof(StationNotified), "stationNotified")]
[JsonDerivedType(typeof(DataTransferred), "dataTransferred")]
[JsonDerivedType(typeof(CommandChanged), "commandChanged")]
[JsonDerivedType(typeof(CommandEffectFailed), "commandEffectFailed")]
[JsonDerivedType(typeof(ConfigurationRead), "configurationRead")]
[JsonDerivedType(typeof(ConfigurationReadingEnded), "configurationReadingEnded")]
[JsonDerivedType(typeof(AvailabilityChanged), "availabilityChanged")]
[JsonDerivedType(typeof(ReservationChanged), "reservationChanged")]
[JsonDerivedType(typeof(ChargingProfileInstalled), "chargingProfileInstalled")]
[JsonDerivedType(typeof(ChargingProfileRemoved), "chargingProfileRemoved")]
[JsonDerivedType(typeof(CompositeScheduleDiffers), "compositeScheduleDiffers")]
[JsonDerivedType(typeof(SecurityEventReported), "securityEventReported")]
[JsonDerivedType(typeof(CertificateRequestChanged), "certificateRequestChanged")]
[JsonDerivedType(typeof(StationCertificateEnds), "stationCertificateEnds")]
[JsonDerivedType(typeof(SecurityProfileUpgradeChanged), "securityProfileUpgradeChanged")]
[JsonDerivedType(typeof(SecurityProfileRaised), "securityProfileRaised")]
[JsonDerivedType(typeof(FirmwareFileChanged), "firmwareFileChanged")]
[JsonDerivedType(typeof(FirmwareSignerChanged), "firmwareSignerChanged")]
[JsonDerivedType(typeof(FirmwareUpdateChanged), "firmwareUpdateChanged")]
[JsonDerivedType(typeof(LogUploadChanged), "logUploadChanged")]
[JsonDerivedType(typeof(BootStepChanged), "bootStepChanged")]
[JsonDerivedType(typeof(BulkCommandChanged), "bulkCommandChanged")]
[JsonDerivedType(typeof(CampaignChanged), "campaignChanged")]
[JsonDerivedType(typeof(CampaignStationChanged), "campaignStationChanged")]
[JsonDerivedType(typeof(WebhookChanged), "webhookChanged")]
[JsonDerivedType(typeof(WebhookEventGivenUp), "webhookEventGivenUp")]
[JsonDerivedType(typeof(EventUnreadable), "eventUnreadable")]
[JsonDerivedType(typeof(CaseOpened), "caseOpened")]
[JsonDerivedType(typeof(CaseClosed), "caseClosed")]
[JsonDerivedType(typeof(CaseReopened), "caseReopened")]
[JsonDerivedType(typeof(QuirkFound), "quirkFound")]
[JsonDerivedType(typeof(TariffChanged), "tariffChanged")]
[JsonDerivedType(typeof(TariffRemoved), "tariffRemoved")]
[JsonDerivedType(typeof(TariffAssigned), "tariffAssigned")]
[JsonDerivedType(typeof(PriceBooked), "priceBooked")]
[JsonDerivedType(typeof(PaymentChanged), "paymentChanged")]
[JsonDerivedType(typeof(PowerPlanChanged), "powerPlanChanged")]
[JsonDerivedType(typeof(PowerProofChanged), "powerProofChanged")]
internal abstract record StateChange
{
    /// <summary>The identity of the station concerned, as registered; null when no single one is.</summary>
    public string? Station { get; init; }
}

internal sealed record StationRegistered : StateChange;

internal sealed record StationChanged : StateChange;

internal sealed record StationRemoved : StateChange;

internal sealed record StationConnected(long Epoch, string? Source) : StateChange;

internal sealed record StationDisconnected(long Epoch, string Why) : StateChange;

/// <summary>A security event: an authenticated newcomer replaced a connection that was still there.</summary>
internal sealed record StationTakenOver(long OldEpoch, long NewEpoch, string? Source) : StateChange;

/// <summary>A security event: a station came otherwise than its security profile says, or with a certificate that does not prove it.</summary>
internal sealed record StationRefused(string Why, string Source) : StateChange;

/// <summary>A security event: a TLS handshake that could not come to anything; why is InvalidTLSVersion or InvalidTLSCipherSuite.</summary>
internal sealed record HandshakeRefused(string Why, string Source) : StateChange;

internal sealed record StationBooted(string Vendor, string Model, string? FirmwareVersion, string Verdict) : StateChange;

internal sealed record StationPasswordChanged(string How) : StateChange;

internal sealed record ConnectorStatusChanged(int ConnectorId, string Status, string ErrorCode, string? Info, DateTimeOffset StatusAt) : StateChange;

/// <summary>A site was added or changed.</summary>
internal sealed record SiteChanged(long SiteId, string Name) : StateChange;

internal sealed record SiteRemoved(long SiteId, string Name) : StateChange;

/// <summary>A driver was added or changed. What is said of him is not told: events are kept.</summary>
internal sealed record DriverChanged(long DriverId) : StateChange;

internal sealed record DriverRemoved(long DriverId) : StateChange;

/// <summary>A group of drivers was added or changed.</summary>
internal sealed record GroupChanged(long GroupId, string Name) : StateChange;

internal sealed record GroupRemoved(long GroupId, string Name) : StateChange;

/// <summary>A rule was added or changed.</summary>
internal sealed record ChargingRuleChanged(long RuleId, long GroupId) : StateChange;

internal sealed record ChargingRuleRemoved(long RuleId) : StateChange;

/// <summary>What a rule allows in its period is used up: by a driver, or, where none is named, by the group.</summary>
internal sealed record ChargingQuotaUsed(long RuleId, long? DriverId) : StateChange;

/// <summary>A guest's start code was made, withdrawn or used. What became of its session the transaction's events tell.</summary>
internal sealed record StartCodeChanged(long StartCodeId, int ConnectorId, string State) : StateChange;

/// <summary>A station waits for a card to be made known, has found it, or it was bound.</summary>
internal sealed record CardLearningChanged(long LearningId, string State, string? IdTag) : StateChange;

/// <summary>Somebody put a station's list by hand, had it sent anew, or said how it is kept.</summary>
internal sealed record LocalListAsked(string Mode) : StateChange;

/// <param name="Version">The version that the station holds.</param>
/// <param name="Entries">How many tags are on it.</param>
/// <param name="LeftOut">Tags that belong on it and do not fit.</param>
internal sealed record LocalListInStep(int Version, int Entries, int LeftOut) : StateChange;

/// <summary>A station's list is not what it should be; a full update follows, now or later.</summary>
internal sealed record LocalListDrifted(string Why) : StateChange;

internal sealed record IdTagChanged(string IdTag) : StateChange;

internal sealed record IdTagDeleted(string IdTag) : StateChange;

internal sealed record TransactionStarted(int TransactionId, int ConnectorId, string IdTag, string Verdict, int MeterStart, DateTimeOffset StartedAt)
    : StateChange;

/// <param name="TransactionId">The transaction the values belong to; null for values outside of one.</param>
/// <param name="ConnectorId">The connector.</param>
/// <param name="EnergyWh">Energy since the start, in Wh, if the message told it.</param>
/// <param name="PowerW">Active import power in W, if the message told it.</param>
internal sealed record TransactionMetered(int? TransactionId, int ConnectorId, long? EnergyWh, double? PowerW) : StateChange;

internal sealed record TransactionStopped(int TransactionId, int ConnectorId, int MeterStop, long EnergyWh, string Reason, DateTimeOffset StoppedAt)
    : StateChange;

/// <summary>A stop that had been bound without the transaction's id is no longer held to be its own: the transaction is open again.</summary>
internal sealed record TransactionStopWithdrawn(int TransactionId, int ConnectorId, int MeterStop, string Why) : StateChange;

internal sealed record TransactionFlagged(int TransactionId, string Flag, string Detail) : StateChange;

/// <summary>A transaction message that was answered and kept, and changed nothing else.</summary>
internal sealed record MessageSetAside(string Action, string Why, int? ClaimedTransactionId) : StateChange;

/// <summary>A message id came again with another payload: most often a counter that began anew after a reboot.</summary>
internal sealed record MessageIdReused(string Action, string MessageId) : StateChange;

/// <summary>A notification that is recorded and has no further effect.</summary>
internal sealed record StationNotified(string Action, string Content) : StateChange;

/// <summary>A message of a vendor's own.</summary>
/// <param name="VendorId">As sent.</param>
/// <param name="MessageId">As sent.</param>
/// <param name="Data">Its beginning.</param>
/// <param name="DataLength">Characters of all of it.</param>
/// <param name="Status">What it was answered with.</param>
internal sealed record DataTransferred(string VendorId, string? MessageId, string? Data, int DataLength, string Status) : StateChange;

/// <param name="CommandId">The command.</param>
/// <param name="Action">Its action.</param>
/// <param name="State">What it is now.</param>
/// <param name="AnswerStatus">The field <c>status</c> of the station's answer.</param>
/// <param name="Raw">True: sent as the caller wrote it, unchecked; else absent.</param>
internal sealed record CommandChanged(long CommandId, string Action, string State, string? AnswerStatus, bool? Raw = null) : StateChange;

/// <summary>A command is over, and a feature that hangs on its end failed: what it should have changed is not changed.</summary>
internal sealed record CommandEffectFailed(long CommandId, string Action, string Error) : StateChange;

/// <summary>A station told some of its configuration keys.</summary>
/// <param name="Keys">How many it told.</param>
/// <param name="UnknownKeys">How many it was asked for and does not know.</param>
internal sealed record ConfigurationRead(int Keys, int UnknownKeys) : StateChange;

/// <summary>A reading of many keys is over.</summary>
/// <param name="Unread">How many keys were not asked for, because the station stopped answering well.</param>
internal sealed record ConfigurationReadingEnded(int Unread) : StateChange;

/// <param name="ConnectorId">The connector; 0 is the station as a whole.</param>
/// <param name="Wanted">Operative or Inoperative.</param>
/// <param name="State">Accepted, Scheduled or Done.</param>
internal sealed record AvailabilityChanged(int ConnectorId, string Wanted, string State) : StateChange;

/// <param name="Reservation">Our number of it.</param>
/// <param name="ReservationId">The station's number of it.</param>
/// <param name="ConnectorId">0: any connector.</param>
/// <param name="State">Requested, Active, Refused, Used, Expired, Cancelled, Replaced or Lost.</param>
/// <param name="TransactionId">The transaction that used it.</param>
internal sealed record ReservationChanged(long Reservation, int ReservationId, int ConnectorId, string State, int? TransactionId) : StateChange;

/// <summary>A station holds this charging profile now.</summary>
internal sealed record ChargingProfileInstalled(int ConnectorId, int ChargingProfileId, string Purpose) : StateChange;

/// <summary>A station holds this charging profile no more: cleared, replaced, or over with its transaction.</summary>
internal sealed record ChargingProfileRemoved(int ConnectorId, int ChargingProfileId) : StateChange;

/// <summary>A station's composite schedule is not what follows from the profiles it holds.</summary>
internal sealed record CompositeScheduleDiffers(int ConnectorId, string Difference) : StateChange;

/// <summary>A station reported a security event.</summary>
/// <param name="Type">As the station named it.</param>
/// <param name="Critical">By the whitepaper's table; one that it does not know counts as critical.</param>
/// <param name="HappenedAt">By the station's clock.</param>
/// <param name="TechInfo">What it said besides.</param>
internal sealed record SecurityEventReported(string Type, bool Critical, DateTimeOffset HappenedAt, string? TechInfo) : StateChange;

/// <param name="RequestId">The request.</param>
/// <param name="State">Waiting, Issued, Installed, Refused or Failed.</param>
/// <param name="SerialNumber">Of the issued certificate.</param>
internal sealed record CertificateRequestChanged(long RequestId, string State, string? SerialNumber) : StateChange;

/// <summary>A station's certificate ends soon: have it ask for another with ExtendedTriggerMessage.</summary>
internal sealed record StationCertificateEnds(string SerialNumber, DateTimeOffset ExpiresAt, int WithinDays) : StateChange;

/// <param name="UpgradeId">The upgrade.</param>
/// <param name="TargetProfile">The security profile that the station is to come by.</param>
/// <param name="State">Preparing, Switching, Done, Failed, FellBack or Cancelled.</param>
/// <param name="Step">The step it is at.</param>
/// <param name="Why">Why it ended so.</param>
internal sealed record SecurityProfileUpgradeChanged(long UpgradeId, int TargetProfile, string State, string? Step, string? Why) : StateChange;

/// <summary>A station came by a higher security profile and spoke: the old one lets nobody in any more.</summary>
internal sealed record SecurityProfileRaised(int FromProfile, int ToProfile) : StateChange;

/// <summary>A firmware file was added or removed.</summary>
internal sealed record FirmwareFileChanged(long FirmwareId, string Version, string How) : StateChange;

/// <summary>What firmware is signed with was added or removed.</summary>
internal sealed record FirmwareSignerChanged(long SignerId, string Name, string How) : StateChange;

/// <param name="UpdateId">The update.</param>
/// <param name="State">Requested, Accepted, Running, Installed, Failed, Refused, TimedOut, Superseded or Cancelled.</param>
/// <param name="Status">What the station told last.</param>
/// <param name="Version">Of the firmware file; null where the command named an address elsewhere.</param>
internal sealed record FirmwareUpdateChanged(long UpdateId, string State, string? Status, string? Version) : StateChange;

/// <param name="UploadId">The upload.</param>
/// <param name="LogKind">Diagnostics, DiagnosticsLog or SecurityLog.</param>
/// <param name="State">Requested, Accepted, Uploading, Uploaded, Failed, Refused, TimedOut, Superseded or Cancelled.</param>
/// <param name="Status">What the station told last.</param>
/// <param name="Bytes">Of the file, while it is here.</param>
internal sealed record LogUploadChanged(long UploadId, string LogKind, string State, string? Status, long? Bytes) : StateChange;

/// <summary>One of the steps before a station is accepted began or ended.</summary>
internal sealed record BootStepChanged(int Position, string Action, string State, string? Detail) : StateChange;

/// <summary>How far a bulk command is, in stations.</summary>
internal sealed record BulkCommandChanged(long BulkId, string Action, string State, int Total, int Waiting, int Open, int Succeeded, int Failed) : StateChange;

/// <summary>How far a campaign is, in stations.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Work">Firmware, Configuration, LocalList, CertificateRenewal, RootCertificate or Password.</param>
/// <param name="State">Running, Resting, Awaiting, Paused, Stopped, Cancelled or Done.</param>
/// <param name="Wave">The wave that is under way, from 1 on.</param>
/// <param name="Waves">How many there are.</param>
/// <param name="Total">All stations.</param>
/// <param name="Done">Those where it is done.</param>
/// <param name="Failed">Those where it failed.</param>
/// <param name="Skipped">Those that were left out.</param>
internal sealed record CampaignChanged(
    long CampaignId, string Name, string Work, string State, int Wave, int Waves, int Total, int Done, int Failed, int Skipped) : StateChange;

/// <summary>One station's part of a campaign: Waiting, Running, Done, Failed or Skipped.</summary>
internal sealed record CampaignStationChanged(long CampaignId, string State, int Wave, string? Detail) : StateChange;

/// <summary>A webhook was added, changed or removed.</summary>
internal sealed record WebhookChanged(long WebhookId, string How) : StateChange;

/// <summary>An event could not be delivered and became a dead letter. It is not sent by webhook itself.</summary>
internal sealed record WebhookEventGivenUp(long WebhookId, long Sequence, string Error) : StateChange;

/// <summary>What is stored of an event cannot be read; it stands in its place.</summary>
internal sealed record EventUnreadable(string Was, string Why) : StateChange;

/// <summary>Something does not add up; while the case is open its transaction is not billable.</summary>
internal sealed record CaseOpened(long CaseId, string CaseKind, int? TransactionId, string Detail) : StateChange;

internal sealed record CaseClosed(long CaseId, string CaseKind, int? TransactionId, string Reason, string By) : StateChange;

internal sealed record CaseReopened(long CaseId, string CaseKind, int? TransactionId, string Why) : StateChange;

/// <summary>A station is of a model with a known quirk.</summary>
internal sealed record QuirkFound(string Quirk, string Value) : StateChange;

/// <summary>A tariff was added or changed, or a version of it.</summary>
internal sealed record TariffChanged(long TariffId, string Name) : StateChange;

internal sealed record TariffRemoved(long TariffId, string Name) : StateChange;

/// <summary>It was said where and for whom a tariff holds, or that it does no more.</summary>
internal sealed record TariffAssigned(long AssignmentId, long TariffId, bool Removed) : StateChange;

/// <summary>An entry was added to the book of prices, with a receipt.</summary>
/// <param name="EntryId">The entry, and the receipt.</param>
/// <param name="TransactionId">The session.</param>
/// <param name="EntryKind">Charge, Recalculation, Correction or Refund.</param>
/// <param name="SiteId">Whose receipt numbers they are.</param>
/// <param name="ReceiptNumber">Without gaps at the site.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Gross">With tax; negative where it is given back.</param>
internal sealed record PriceBooked(long EntryId, int TransactionId, string EntryKind, long SiteId, long ReceiptNumber, string Currency, decimal Gross) : StateChange;

/// <param name="PaymentId">The payment.</param>
/// <param name="TransactionId">The session it pays; null before there is one.</param>
/// <param name="State">Authorizing, Authorized, Declined, Capturing, Captured, Releasing or Released.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Authorized">What is, or was, set aside.</param>
/// <param name="Captured">What was taken.</param>
/// <param name="Refunded">What was given back of it.</param>
internal sealed record PaymentChanged(long PaymentId, int? TransactionId, string State, string Currency, decimal Authorized, decimal Captured, decimal Refunded) : StateChange;

/// <summary>How the power of a site is limited and shared was said, changed or removed.</summary>
internal sealed record PowerPlanChanged(long SiteId, bool Removed) : StateChange;

/// <summary>Whether the worst that a site's stations could draw is within its limits became another.</summary>
internal sealed record PowerProofChanged(long SiteId, bool Holds) : StateChange;

/// <summary>A change with its durable place in the order of all changes; no two share a sequence number.</summary>
internal sealed record RecordedEvent(long Sequence, DateTimeOffset At, string Kind, StateChange Change);
