using System.ComponentModel;
using Ampwright.Csms.Availability;

namespace Ampwright.Csms.Stations;

internal sealed record StationView
{
    public required string Identity { get; init; }

    [Description("The number of the site it stands at")]
    public required long Site { get; init; }

    [Description("Refused, Accepted or AsSite")]
    public required string UnknownTags { get; init; }
    public required bool Connected { get; init; }
    public DateTimeOffset? ConnectedAt { get; init; }
    public DateTimeOffset? DisconnectedAt { get; init; }

    [Description("Accepted, Pending or Rejected")]
    public required string BootPolicy { get; init; }
    public required int HeartbeatSeconds { get; init; }
    public required int RetrySeconds { get; init; }
    public required bool HasPassword { get; init; }
    public required bool WithoutPassword { get; init; }

    [Description("0 no proof, 1 password, 2 password over TLS, 3 client certificate")]
    public required int SecurityProfile { get; init; }

    [Description("Also accepted while an upgrade is to bring the station there; null: no other is")]
    public int? NextSecurityProfile { get; init; }

    [Description("CN of its client certificate; null when that is the identity")]
    public string? CertificateName { get; init; }
    public required bool AcceptsHexPassword { get; init; }
    public required bool NoPong { get; init; }
    public required bool AssumesSubprotocol { get; init; }
    public required bool NoUnsolicitedCalls { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }

    [Description("When the station last sent BootNotification; what follows is from it")]
    public DateTimeOffset? LastBootAt { get; init; }
    public string? Vendor { get; init; }
    public string? Model { get; init; }
    public string? SerialNumber { get; init; }
    public string? ChargeBoxSerialNumber { get; init; }
    public string? FirmwareVersion { get; init; }
    public string? Iccid { get; init; }
    public string? Imsi { get; init; }
    public string? MeterType { get; init; }
    public string? MeterSerialNumber { get; init; }

    [Description("Connector 0 is the station as a whole")]
    public required IReadOnlyList<ConnectorView> Connectors { get; init; }

    public static StationView Of(StationRecord station, IEnumerable<ConnectorRecord> connectors) => new()
    {
        Identity = station.Identity,
        Site = station.SiteId,
        UnknownTags = station.UnknownTags?.ToString() ?? StationSettings.AsSite,
        Connected = station.Connected,
        BootPolicy = station.BootPolicy.ToString(),
        HeartbeatSeconds = station.HeartbeatSeconds,
        RetrySeconds = station.RetrySeconds,
        HasPassword = station.HasPassword,
        WithoutPassword = station.WithoutPassword,
        SecurityProfile = station.SecurityProfile,
        NextSecurityProfile = station.NextSecurityProfile,
        CertificateName = station.CertificateName,
        AcceptsHexPassword = station.AcceptsHexPassword,
        NoPong = station.NoPong,
        AssumesSubprotocol = station.AssumesSubprotocol,
        NoUnsolicitedCalls = station.NoUnsolicitedCalls,
        RegisteredAt = station.RegisteredAt,
        ConnectedAt = station.ConnectedAt,
        DisconnectedAt = station.DisconnectedAt,
        LastBootAt = station.LastBootAt,
        Vendor = station.Vendor,
        Model = station.Model,
        SerialNumber = station.SerialNumber,
        ChargeBoxSerialNumber = station.ChargeBoxSerialNumber,
        FirmwareVersion = station.FirmwareVersion,
        Iccid = station.Iccid,
        Imsi = station.Imsi,
        MeterType = station.MeterType,
        MeterSerialNumber = station.MeterSerialNumber,
        Connectors = connectors.Select(connector => ConnectorView.Of(connector, station.Connected)).ToList(),
    };
}

/// <summary>A station with its password, where that was generated.</summary>
internal sealed record NewStationView(
    StationView Station,
    [property: Description("The generated password in hexadecimal, told only here; null when one was given or none is needed")] string? Password)
{
    public static NewStationView Of(StationRecord station, string? password) => new(StationView.Of(station, []), password);
}
