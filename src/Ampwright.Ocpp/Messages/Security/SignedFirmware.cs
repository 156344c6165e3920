using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>Firmware with its signature (the whitepaper's FirmwareType). Security whitepaper ed. 3 §6.9.</summary>
public sealed record SignedFirmware
{
    /// <summary>URL to fetch from. At most 512 characters.</summary>
    public required string Location { get; init; }

    /// <summary>Not to be fetched before.</summary>
    public required OcppTime RetrieveDateTime { get; init; }

    /// <summary>Not to be installed before; absent: as soon as it is verified.</summary>
    public OcppTime? InstallDateTime { get; init; }

    /// <summary>X.509 in PEM. At most 5 500 characters.</summary>
    public required string SigningCertificate { get; init; }

    /// <summary>Base64. At most 800 characters.</summary>
    public required string Signature { get; init; }

    internal static readonly PayloadShape<SignedFirmware> Shape = new PayloadShape<SignedFirmware>()
        .Text("location", payload => payload.Location, max: 512)
        .Time("retrieveDateTime", payload => payload.RetrieveDateTime)
        .OptionalTime("installDateTime", payload => payload.InstallDateTime)
        .Text("signingCertificate", payload => payload.SigningCertificate, max: 5500)
        .Text("signature", payload => payload.Signature, max: 800)
        .Reads(values => new()
        {
            Location = values.Text(0),
            RetrieveDateTime = values.Time(1),
            InstallDateTime = values.OptionalTime(2),
            SigningCertificate = values.Text(3),
            Signature = values.Text(4),
        });
}
