using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Tests;

/// <summary>The spellings of the standard, written down. They are on the wire: a change here is a fault, not a matter of taste.</summary>
public sealed class EnumSpellingTests
{
    // One line an enumeration, its texts in order of declaration; texts that are only read stand behind the one that is sent.
    private const string Golden = """
        AuthorizationStatus: Accepted Blocked Expired Invalid ConcurrentTx
        AvailabilityStatus: Accepted Rejected Scheduled
        AvailabilityType: Inoperative Operative
        CancelReservationStatus: Accepted Rejected
        CertificateSignedStatus: Accepted Rejected
        CertificateStatus: Accepted Failed Rejected
        CertificateUse: CentralSystemRootCertificate ManufacturerRootCertificate
        ChargePointErrorCode: ConnectorLockFailure EVCommunicationError GroundFailure HighTemperature InternalError LocalListConflict NoError OtherError OverCurrentFailure OverVoltage PowerMeterFailure PowerSwitchFailure ReaderFailure ResetFailure UnderVoltage WeakSignal
        ChargePointStatus: Available Preparing Charging SuspendedEVSE SuspendedEV Finishing Reserved Unavailable Faulted
        ChargingProfileKind: Absolute Recurring Relative
        ChargingProfilePurpose: ChargePointMaxProfile TxDefaultProfile TxProfile
        ChargingProfileStatus: Accepted Rejected NotSupported
        ChargingRateUnit: A W
        ClearCacheStatus: Accepted Rejected
        ClearChargingProfileStatus: Accepted Unknown
        ConfigurationStatus: Accepted Rejected RebootRequired NotSupported
        DataTransferStatus: Accepted Rejected UnknownMessageId UnknownVendorId
        DeleteCertificateStatus: Accepted Failed NotFound
        DiagnosticsStatus: Idle Uploaded UploadFailed Uploading
        ExtendedMessageTrigger: BootNotification LogStatusNotification FirmwareStatusNotification Heartbeat MeterValues SignChargePointCertificate StatusNotification
        FirmwareStatus: Downloaded DownloadFailed Downloading Idle InstallationFailed Installing Installed
        GenericStatus: Accepted Rejected
        GetCompositeScheduleStatus: Accepted Rejected
        GetInstalledCertificateStatus: Accepted NotFound
        HashAlgorithm: SHA256 SHA384 SHA512
        Location: Body Cable EV Inlet Outlet
        LogStatus: Accepted Rejected AcceptedCanceled
        LogType: DiagnosticsLog SecurityLog
        Measurand: Current.Export Current.Import Current.Offered Energy.Active.Export.Register Energy.Active.Import.Register Energy.Reactive.Export.Register Energy.Reactive.Import.Register Energy.Active.Export.Interval Energy.Active.Import.Interval Energy.Reactive.Export.Interval Energy.Reactive.Import.Interval Frequency Power.Active.Export Power.Active.Import Power.Factor Power.Offered Power.Reactive.Export Power.Reactive.Import RPM SoC Temperature Voltage
        MessageTrigger: BootNotification DiagnosticsStatusNotification FirmwareStatusNotification Heartbeat MeterValues StatusNotification
        Phase: L1 L2 L3 N L1-N L2-N L3-N L1-L2 L2-L3 L3-L1
        ReadingContext: Interruption.Begin Interruption.End Other Sample.Clock Sample.Periodic Transaction.Begin Transaction.End Trigger
        Reason: DeAuthorized EmergencyStop EVDisconnected HardReset Local Other PowerLoss Reboot Remote SoftReset UnlockCommand
        RecurrencyKind: Daily Weekly
        RegistrationStatus: Accepted Pending Rejected
        RemoteStartStopStatus: Accepted Rejected
        ReservationStatus: Accepted Faulted Occupied Rejected Unavailable
        ResetStatus: Accepted Rejected
        ResetType: Hard Soft
        SignedFirmwareStatus: Downloaded DownloadFailed Downloading DownloadScheduled DownloadPaused Idle InstallationFailed Installing Installed InstallRebooting InstallScheduled InstallVerificationFailed InvalidSignature SignatureVerified
        TriggerMessageStatus: Accepted Rejected NotImplemented
        UnitOfMeasure: Wh kWh varh kvarh W kW VA kVA var kvar A V Celcius Celsius Fahrenheit K Percent
        UnlockStatus: Unlocked UnlockFailed NotSupported
        UpdateFirmwareStatus: Accepted Rejected AcceptedCanceled InvalidCertificate RevokedCertificate
        UpdateStatus: Accepted Failed NotSupported VersionMismatch
        UpdateType: Differential Full
        UploadLogStatus: BadMessage Idle NotSupportedOperation PermissionDenied Uploaded UploadFailure Uploading
        ValueFormat: Raw SignedData
        """;

    [Fact]
    public void Every_enumeration_has_the_standards_spellings() =>
        Assert.Equal(Golden.ReplaceLineEndings("\n"), string.Join('\n', Enumerations.Select(type => $"{type.Name}: {string.Join(' ', Texts(type))}")));

    [Fact]
    public void A_members_name_is_its_spelling_without_points_and_dashes()
    {
        foreach (var type in Enumerations.Where(type => type != typeof(UnitOfMeasure)))
            Assert.Equal(Enum.GetNames(type), Texts(type).Select(text => text.Replace(".", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_value_is_written_as_a_text_that_is_read_as_the_value()
    {
        foreach (var value in EnumSpelling<Measurand>.Values)
        {
            Assert.True(EnumSpelling<Measurand>.TryParse(EnumSpelling<Measurand>.TextOf(value), out var read));
            Assert.Equal(value, read);
        }
    }

    [Fact]
    public void Celcius_is_sent_and_Celsius_is_read_as_well()
    {
        OcppEnum<UnitOfMeasure> celsius = UnitOfMeasure.Celsius;
        Assert.Equal("Celcius", celsius.Text);
        Assert.Equal(celsius, OcppEnum<UnitOfMeasure>.Parse("Celcius"));
        Assert.Equal(celsius, OcppEnum<UnitOfMeasure>.Parse("Celsius"));
    }

    [Fact]
    public void The_error_codes_are_spelled_as_OCPP_J_spells_them_and_read_as_others_do()
    {
        Assert.Equal(
            "NotImplemented NotSupported InternalError ProtocolError SecurityError FormationViolation PropertyConstraintViolation OccurenceConstraintViolation TypeConstraintViolation GenericError",
            string.Join(' ', EnumSpelling<RpcErrorCode>.Values.Select(EnumSpelling<RpcErrorCode>.TextOf)));
        Assert.Equal(RpcErrorCode.FormationViolation, OcppEnum<RpcErrorCode>.Parse("FormatViolation"));
        Assert.Equal(RpcErrorCode.OccurenceConstraintViolation, OcppEnum<RpcErrorCode>.Parse("OccurrenceConstraintViolation"));
    }

    [Fact]
    public void An_unknown_text_is_kept_and_is_no_value()
    {
        var hertz = OcppEnum<UnitOfMeasure>.Parse("Hertz");
        Assert.False(hertz.IsKnown);
        Assert.Equal("Hertz", hertz.Text);
        Assert.Equal(OcppEnum<UnitOfMeasure>.Parse("Hertz"), hertz);
        Assert.NotEqual(OcppEnum<UnitOfMeasure>.Parse("hertz"), hertz);
        Assert.DoesNotContain(EnumSpelling<UnitOfMeasure>.Values, value => hertz == value || hertz.Is(value));
        Assert.Throws<InvalidOperationException>(() => hertz.Value);
    }

    [Fact]
    public void The_default_is_the_first_value_and_not_an_unknown_one() => Assert.True(default(OcppEnum<UnitOfMeasure>).Is(UnitOfMeasure.Wh));

    private static IEnumerable<Type> Enumerations =>
        typeof(Catalogue).Assembly.GetExportedTypes()
            .Where(type => type.IsEnum && type.Namespace!.StartsWith("Ampwright.Ocpp.Messages.", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    private static IReadOnlyList<string> Texts(Type type) =>
        (IReadOnlyList<string>)typeof(EnumSpelling<>).MakeGenericType(type).GetProperty("Texts")!.GetValue(null)!;
}
