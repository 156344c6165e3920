using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>
/// A station reports what it is after it has started; nothing else may be sent before the answer. OCPP 1.6 ed. 2 §4.2, §6.3.
/// </summary>
public sealed record BootNotificationRequest : IRequest<BootNotificationResponse>
{
    /// <summary>At most 20 characters.</summary>
    public required string ChargePointVendor { get; init; }

    /// <summary>At most 20 characters.</summary>
    public required string ChargePointModel { get; init; }

    /// <summary>At most 25 characters.</summary>
    public string? ChargePointSerialNumber { get; init; }

    /// <summary>Deprecated by the standard; some products send it alone. At most 25 characters.</summary>
    public string? ChargeBoxSerialNumber { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary>Number of the SIM card. At most 20 characters.</summary>
    public string? Iccid { get; init; }

    /// <summary>Subscriber number of the SIM card. At most 20 characters.</summary>
    public string? Imsi { get; init; }

    /// <summary>At most 25 characters.</summary>
    public string? MeterType { get; init; }

    /// <summary>At most 25 characters.</summary>
    public string? MeterSerialNumber { get; init; }

    OcppAction IRequest.Action => Catalogue.BootNotification;

    internal static readonly PayloadShape<BootNotificationRequest> Shape = new PayloadShape<BootNotificationRequest>()
        .Text("chargePointVendor", payload => payload.ChargePointVendor, max: 20)
        .Text("chargePointModel", payload => payload.ChargePointModel, max: 20)
        .OptionalText("chargePointSerialNumber", payload => payload.ChargePointSerialNumber, max: 25)
        .OptionalText("chargeBoxSerialNumber", payload => payload.ChargeBoxSerialNumber, max: 25)
        .OptionalText("firmwareVersion", payload => payload.FirmwareVersion, max: 50)
        .OptionalText("iccid", payload => payload.Iccid, max: 20)
        .OptionalText("imsi", payload => payload.Imsi, max: 20)
        .OptionalText("meterType", payload => payload.MeterType, max: 25)
        .OptionalText("meterSerialNumber", payload => payload.MeterSerialNumber, max: 25)
        .Reads(values => new()
        {
            ChargePointVendor = values.Text(0),
            ChargePointModel = values.Text(1),
            ChargePointSerialNumber = values.OptionalText(2),
            ChargeBoxSerialNumber = values.OptionalText(3),
            FirmwareVersion = values.OptionalText(4),
            Iccid = values.OptionalText(5),
            Imsi = values.OptionalText(6),
            MeterType = values.OptionalText(7),
            MeterSerialNumber = values.OptionalText(8),
        });
}

/// <summary>The answer to <see cref="BootNotificationRequest"/>. OCPP 1.6 ed. 2 §6.4.</summary>
public sealed record BootNotificationResponse
{
    public required OcppEnum<RegistrationStatus> Status { get; init; }

    /// <summary>The CSMS's clock, which the station takes over.</summary>
    public required OcppTime CurrentTime { get; init; }

    /// <summary>
    /// Seconds. Accepted: between heartbeats. Otherwise: the least wait before the next BootNotification, 0 leaving it to the station.
    /// </summary>
    public required int Interval { get; init; }

    internal static readonly PayloadShape<BootNotificationResponse> Shape = new PayloadShape<BootNotificationResponse>()
        .Enum("status", payload => payload.Status)
        .Time("currentTime", payload => payload.CurrentTime)
        .Integer("interval", payload => payload.Interval)
        .Reads(values => new()
        {
            Status = values.Enum<RegistrationStatus>(0),
            CurrentTime = values.Time(1),
            Interval = values.Integer(2),
        });
}
