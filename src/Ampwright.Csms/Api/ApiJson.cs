using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Boot;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Campaigns;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.ConnectorPages;
using Ampwright.Csms.Demonstration;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Guests;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Mail;
using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Metering;
using Ampwright.Csms.OpenData;
using Ampwright.Csms.Power;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Prices.Payments;
using Ampwright.Csms.Privacy;
using Ampwright.Csms.Quirks;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Reports;
using Ampwright.Csms.Reservations;
using Ampwright.Csms.Retention;
using Ampwright.Csms.SecurityEvents;
using Ampwright.Csms.SecurityProfiles;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Sites;
using Ampwright.Csms.LocalAuthList;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Transactions;
using Ampwright.Csms.Uptime;
using Ampwright.Csms.Webhooks;

namespace Ampwright.Csms.Api;

/// <summary>How the API's types are written and read, made at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SecondFactorRequest))]
[JsonSerializable(typeof(SecondFactorCodeRequest))]
[JsonSerializable(typeof(SecondFactorView))]
[JsonSerializable(typeof(NewSecondFactorView))]
[JsonSerializable(typeof(RecoveryCodesView))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(NewAccountView))]
[JsonSerializable(typeof(Page<AccountView>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(NewTokenView))]
[JsonSerializable(typeof(Page<TokenView>))]
[JsonSerializable(typeof(Page<AuditView>))]
[JsonSerializable(typeof(SiteRequest))]
[JsonSerializable(typeof(Page<SiteView>))]
[JsonSerializable(typeof(StationRequest))]
[JsonSerializable(typeof(StationPatch))]
[JsonSerializable(typeof(NewStationView))]
[JsonSerializable(typeof(Page<StationView>))]
[JsonSerializable(typeof(Page<ConnectorView>))]
[JsonSerializable(typeof(DriverRequest))]
[JsonSerializable(typeof(Page<DriverView>))]
[JsonSerializable(typeof(GroupRequest))]
[JsonSerializable(typeof(Page<GroupView>))]
[JsonSerializable(typeof(RuleRequest))]
[JsonSerializable(typeof(Page<RuleView>))]
[JsonSerializable(typeof(QuotaUseView))]
[JsonSerializable(typeof(Page<DecisionView>))]
[JsonSerializable(typeof(WouldBeView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(LocalListRequest))]
[JsonSerializable(typeof(LocalListPatch))]
[JsonSerializable(typeof(LocalListView))]
[JsonSerializable(typeof(Page<ListEntryView>))]
[JsonSerializable(typeof(StartCodeRequest))]
[JsonSerializable(typeof(NewStartCodeView))]
[JsonSerializable(typeof(Page<StartCodeView>))]
[JsonSerializable(typeof(GuestStartRequest))]
[JsonSerializable(typeof(GuestStartView))]
[JsonSerializable(typeof(Page<ConnectorCodeView>))]
[JsonSerializable(typeof(ConnectorCodeRequest))]
[JsonSerializable(typeof(ConnectorPageView))]
[JsonSerializable(typeof(VisitRequest))]
[JsonSerializable(typeof(VisitedStartRequest))]
[JsonSerializable(typeof(VisitedAnswerView))]
[JsonSerializable(typeof(DriverSignInRequest))]
[JsonSerializable(typeof(DriverSignInView))]
[JsonSerializable(typeof(CardLearningRequest))]
[JsonSerializable(typeof(LearntCardRequest))]
[JsonSerializable(typeof(CardLearningView))]
[JsonSerializable(typeof(VehicleRequest))]
[JsonSerializable(typeof(Page<VehicleView>))]
[JsonSerializable(typeof(IdTagRequest))]
[JsonSerializable(typeof(IdTagPut))]
[JsonSerializable(typeof(Page<IdTagView>))]
[JsonSerializable(typeof(Page<TransactionView>))]
[JsonSerializable(typeof(Page<MeterValueView>))]
[JsonSerializable(typeof(Page<SetAsideView>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Page<CommandView>))]
[JsonSerializable(typeof(CampaignRequest))]
[JsonSerializable(typeof(CampaignPatch))]
[JsonSerializable(typeof(CampaignPreview))]
[JsonSerializable(typeof(Page<CampaignView>))]
[JsonSerializable(typeof(Page<CampaignStationView>))]
[JsonSerializable(typeof(BulkCommandRequest))]
[JsonSerializable(typeof(Page<BulkCommandView>))]
[JsonSerializable(typeof(Page<BulkStationView>))]
[JsonSerializable(typeof(ReservationRequest))]
[JsonSerializable(typeof(LibraryProfileRequest))]
[JsonSerializable(typeof(Page<LibraryProfileView>))]
[JsonSerializable(typeof(SetProfileRequest))]
[JsonSerializable(typeof(Page<StationProfileView>))]
[JsonSerializable(typeof(ComputedScheduleView))]
[JsonSerializable(typeof(Page<CompositeAnswerView>))]
[JsonSerializable(typeof(Page<SecurityEventView>))]
[JsonSerializable(typeof(ChainRequest))]
[JsonSerializable(typeof(CertificatePolicyView))]
[JsonSerializable(typeof(Page<CertificateRequestView>))]
[JsonSerializable(typeof(Page<InstalledCertificateView>))]
[JsonSerializable(typeof(UpgradeRequest))]
[JsonSerializable(typeof(PreChecksView))]
[JsonSerializable(typeof(Page<UpgradeView>))]
[JsonSerializable(typeof(Page<ReservationView>))]
[JsonSerializable(typeof(Page<FirmwareView>))]
[JsonSerializable(typeof(FirmwareSignerRequest))]
[JsonSerializable(typeof(Page<FirmwareSignerView>))]
[JsonSerializable(typeof(FirmwareUpdateRequest))]
[JsonSerializable(typeof(Page<FirmwareUpdateView>))]
[JsonSerializable(typeof(LogUploadRequest))]
[JsonSerializable(typeof(Page<LogUploadView>))]
[JsonSerializable(typeof(BootStepsRequest))]
[JsonSerializable(typeof(ReadConfigurationRequest))]
[JsonSerializable(typeof(AssignTemplateRequest))]
[JsonSerializable(typeof(ConfigurationView))]
[JsonSerializable(typeof(DriftView))]
[JsonSerializable(typeof(AppliedView))]
[JsonSerializable(typeof(TemplateRequest))]
[JsonSerializable(typeof(Page<TemplateView>))]
[JsonSerializable(typeof(BootStepsView))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(Page<EventView>))]
[JsonSerializable(typeof(Page<MessageView>))]
[JsonSerializable(typeof(MessageLogView))]
[JsonSerializable(typeof(MessageLogRequest))]
[JsonSerializable(typeof(StationMessageLogView))]
[JsonSerializable(typeof(StationMessageLogRequest))]
[JsonSerializable(typeof(RetentionRequest))]
[JsonSerializable(typeof(RetentionView))]
[JsonSerializable(typeof(Page<ModelFindingView>))]
[JsonSerializable(typeof(Page<SignedValueView>))]
[JsonSerializable(typeof(Page<QuirkView>))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(NewWebhookView))]
[JsonSerializable(typeof(Page<WebhookView>))]
[JsonSerializable(typeof(Page<DeadLetterView>))]
[JsonSerializable(typeof(ResentView))]
[JsonSerializable(typeof(CaseCloseRequest))]
[JsonSerializable(typeof(Page<CaseView>))]
[JsonSerializable(typeof(RatedPowerRequest))]
[JsonSerializable(typeof(RatedPowerView))]
[JsonSerializable(typeof(TariffRequest))]
[JsonSerializable(typeof(TariffPatch))]
[JsonSerializable(typeof(TariffVersionRequest))]
[JsonSerializable(typeof(Page<TariffView>))]
[JsonSerializable(typeof(Page<TariffVersionView>))]
[JsonSerializable(typeof(AssignmentRequest))]
[JsonSerializable(typeof(AssignmentPut))]
[JsonSerializable(typeof(Page<AssignmentView>))]
[JsonSerializable(typeof(EstimateView))]
[JsonSerializable(typeof(CalculationRequest))]
[JsonSerializable(typeof(CalculationView))]
[JsonSerializable(typeof(SessionPriceView))]
[JsonSerializable(typeof(PriceEntryRequest))]
[JsonSerializable(typeof(Page<PriceEntryView>))]
[JsonSerializable(typeof(StatementView))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(Page<PaymentView>))]
[JsonSerializable(typeof(Page<StatusSpanView>))]
[JsonSerializable(typeof(OutageNoteRequest))]
[JsonSerializable(typeof(Page<OutageNoteView>))]
[JsonSerializable(typeof(PublicationRequest))]
[JsonSerializable(typeof(PublicationView))]
[JsonSerializable(typeof(NeviReportView))]
[JsonSerializable(typeof(UkReportView))]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(OcpiAnswer))]
[JsonSerializable(typeof(MailSettingsRequest))]
[JsonSerializable(typeof(MailSettingsView))]
[JsonSerializable(typeof(MailTestRequest))]
[JsonSerializable(typeof(MailTestView))]
[JsonSerializable(typeof(NotificationRequest))]
[JsonSerializable(typeof(Page<NotificationView>))]
[JsonSerializable(typeof(Page<ErasureView>))]
[JsonSerializable(typeof(PlanBody))]
[JsonSerializable(typeof(BuildingLoadRequest))]
[JsonSerializable(typeof(BuildingLoadView))]
[JsonSerializable(typeof(SharedPowerView))]
[JsonSerializable(typeof(WorstCaseView))]
[JsonSerializable(typeof(ChargingGoalRequest))]
[JsonSerializable(typeof(ChargingGoalView))]
[JsonSerializable(typeof(DemonstrationView))]
internal sealed partial class ApiJson : JsonSerializerContext;
