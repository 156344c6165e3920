using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Firmware;

/// <summary>An update to a firmware file kept here, for one station or for many. It is signed once, whoever gets it.</summary>
internal sealed record FirmwareOrder(FirmwareFile File, bool ForAnyModel, IRequest Template, TimeSpan Patience) : TransferOrder(Template, Patience)
{
    public override long? FirmwareId => File.FirmwareId;

    public override bool AnyModel => ForAnyModel;

    /// <param name="request">What the caller asks for.</param>
    /// <param name="errors">Takes what breaks a rule.</param>
    /// <param name="database">Holds files and signers.</param>
    /// <param name="box">Opens the signers' keys.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null where something was noted.</returns>
    public static async Task<FirmwareOrder?> OfAsync(FirmwareUpdateRequest request, FieldErrors errors, Database database, SecretBox box, DateTimeOffset now)
    {
        var file = request.Firmware is { } id ? await database.ReadAsync(connection => FirmwareFiles.Find(connection, id)) : null;
        if (file is null) errors.Add("firmware", "Give the number of a firmware file. GET /api/v1/firmware lists them.");
        Check(request, errors);
        if ((request.SigningCertificate is null) != (request.Signature is null)) errors.Add("signature", "Give signingCertificate and signature together.");
        if (request.Signer is not null && request.Signature is not null) errors.Add("signer", "Give a signer, or a signature of your own; not both.");
        if (request.InstallAt is not null && request.Signer is null && request.Signature is null)
            errors.Add("installAt", "UpdateFirmware has no such time: leave it out, or sign the update.");
        if (errors.Any) return null;
        var proof = await ProofAsync(request, errors, file!, database, box, now);
        if (errors.Any) return null;
        return new FirmwareOrder(file!, request.AnyModel == true, TemplateOf(request, file!, proof, request.RetrieveAt ?? now), PatienceOf(request, FirmwareUpdates.UsualPatience));
    }

    protected override void Check(WriteUnit unit, StationRecord station)
    {
        if (FirmwareFiles.Find(unit.Connection, File.FirmwareId) is null) throw new CommandInvalidException("firmware", "It was removed meanwhile. Give another.");
        if (!AnyModel && WhyNotFor(station) is { } why) throw new CommandInvalidException("", why, "firmware-for-another-model");
    }

    protected override IRequest Message(WriteUnit unit, long stationId) =>
        Template is SignedUpdateFirmwareRequest signed ? signed with { RequestId = FirmwareUpdates.NextRequestId(unit, stationId) } : Template;

    protected override void Follow(WriteUnit unit, long stationId, IRequest message, long commandId, string requestedBy) =>
        FirmwareUpdates.Request(unit, NewFirmwareUpdate.Of(unit, stationId, message, commandId, requestedBy) with { File = File, Patience = Patience });

    /// <summary>Certificate and signature, verified as the station will (whitepaper L01.FR.04); null for an unsigned update.</summary>
    private static async Task<(string Certificate, string Signature)?> ProofAsync(
        FirmwareUpdateRequest request, FieldErrors errors, FirmwareFile file, Database database, SecretBox box, DateTimeOffset now)
    {
        if (request.Signer is null && request.Signature is null) return null;
        var hash = Convert.FromHexString(file.Sha256);
        var (pem, signature, field) = (request.SigningCertificate, request.Signature, "signature");
        if (request.Signer is { } id)
        {
            field = "signer";
            var signer = await database.ReadAsync(connection => FirmwareSigners.Find(connection, id));
            pem = signer?.Certificate;
            signature = signer?.Sign(hash, box);
            if (signer is null) errors.Add(field, "Give the number of a signer. GET /api/v1/firmware-signers lists them.");
            else if (signature is null) errors.Add(field, "Its key was sealed by another installation. Bring certificate and key again.");
            if (errors.Any) return null;
        }
        var failure = CertificateChain.ReadOne(pem!, CertificateChain.LongestCertificate, out var certificate);
        using (certificate)
        {
            failure ??= CertificateRules.CheckValidity(certificate!, now) ?? FirmwareSignature.Check(hash, signature!, certificate!);
            if (failure is null) return (CertificateChain.Write([certificate!]), signature!);
            errors.Add(field, failure.Explanation);
            return null;
        }
    }

    // The address is put in when the command is sent.
    private static IRequest TemplateOf(FirmwareUpdateRequest request, FirmwareFile file, (string Certificate, string Signature)? proof, DateTimeOffset retrieveAt)
    {
        if (proof is not { } signed)
        {
            return new UpdateFirmwareRequest
            {
                Location = FileLink.Pending + file.Name,
                RetrieveDate = new OcppTime(retrieveAt),
                Retries = request.Retries,
                RetryInterval = request.RetryInterval,
            };
        }
        return new SignedUpdateFirmwareRequest
        {
            RequestId = 0,
            Retries = request.Retries,
            RetryInterval = request.RetryInterval,
            Firmware = new SignedFirmware
            {
                Location = FileLink.Pending + file.Name,
                RetrieveDateTime = new OcppTime(retrieveAt),
                InstallDateTime = request.InstallAt is { } installAt ? new OcppTime(installAt) : null,
                SigningCertificate = signed.Certificate,
                Signature = signed.Signature,
            },
        };
    }

    private string? WhyNotFor(StationRecord station)
    {
        var wrong = (File.Vendor is { } vendor && station.Vendor is { } its && !vendor.Equals(its, StringComparison.OrdinalIgnoreCase))
            || (File.Model is { } model && station.Model is { } made && !model.Equals(made, StringComparison.OrdinalIgnoreCase));
        return wrong
            ? $"Station '{station.Identity}' is a {station.Vendor} {station.Model}; the file is for {File.Vendor ?? "any vendor's"} {File.Model ?? "models"}. With anyModel: true it is sent all the same."
            : null;
    }
}
