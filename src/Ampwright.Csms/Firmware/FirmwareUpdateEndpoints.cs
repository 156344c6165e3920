using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
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
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Firmware;

/// <summary>Updates of stations to the firmware files kept here: asked for, followed to their end.</summary>
internal static class FirmwareUpdateEndpoints
{
    private static readonly Dictionary<string, FirmwareUpdateState> States = Enum.GetValues<FirmwareUpdateState>().ToDictionary(state => state.ToString());

    public static void MapFirmwareUpdates(this IEndpointRouteBuilder api)
    {
        api.MapGet("/firmware-updates", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listFirmwareUpdates").WithTags("firmware")
            .WithSummary("List firmware updates, the newest first").Fails(422);
        api.MapGet("/firmware-updates/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getFirmwareUpdate").WithTags("firmware")
            .WithSummary("Read what became of a firmware update").Fails(404);
        api.MapGet("/stations/{identity}/firmware-updates", OfStationAsync).Needs(Role.Viewer).WithName("listFirmwareUpdatesOfStation").WithTags("firmware")
            .WithSummary("List a station's firmware updates, the newest first").Fails(404, 422);
        api.MapPost("/stations/{identity}/firmware-updates", AskAsync).Needs(Role.Operator).WithName("updateFirmware").WithTags("firmware")
            .WithSummary("Have a station install a firmware file")
            .WithDescription("Sends UpdateFirmware, or SignedUpdateFirmware where a signer or a signature is given, with an address of this CSMS that is for this update alone. "
                + "Answers 202 with the update, Requested, or what the station has answered within 'wait'; follow it at its Location.")
            .Fails(404, 409, 422);
    }

    private static Task<Ok<Page<FirmwareUpdateView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("Requested, Accepted, Running, Installed, Failed, Refused, TimedOut, Superseded or Cancelled")] string? state,
        [Description("The number of a firmware file")] long? firmware,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after) => PageAsync(caller, database, station, state, firmware, limit, after);

    private static async Task<Ok<Page<FirmwareUpdateView>>> OfStationAsync(
        string identity, Caller caller, StationRegistry stations, Database database, [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return await PageAsync(caller, database, station.Identity, null, null, limit, after);
    }

    private static async Task<Ok<Page<FirmwareUpdateView>>> PageAsync(
        Caller caller, Database database, string? station, string? state, long? firmware, int? limit, long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        FirmwareUpdateState? wanted = state is null ? null : errors.OneOf("state", state, States);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => FirmwareUpdates.List(connection, caller.Scope, station, wanted, firmware, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(FirmwareUpdateView.Of), most, update => update.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<FirmwareUpdateView>> GetAsync(long id, Caller caller, Database database)
    {
        var update = await database.ReadAsync(connection => FirmwareUpdates.Find(connection, id));
        if (update is null || !caller.Scope.Covers(update.SiteId))
            throw Problem.NotFound("firmware-update-unknown", $"There is no firmware update {id}. GET /api/v1/firmware-updates lists them.").AsException();
        return TypedResults.Ok(FirmwareUpdateView.Of(update, await database.ReadAsync(connection => FirmwareUpdates.Statuses(connection, id))));
    }

    private static async Task<Accepted<FirmwareUpdateView>> AskAsync(
        string identity, FirmwareUpdateRequest request, Caller caller, Database database, SecretBox box, TimeProvider time, HttpContext context,
        [AsParameters] TransferWishes wishes)
    {
        var file = await CheckAsync(request, wishes, database);
        var proof = await ProofAsync(request, file, database, box, time.GetUtcNow());
        var update = await CommandEndpoints.RefusedAsProblemsAsync(identity, () => database.WriteAsync(unit =>
        {
            var station = StationRegistry.Find(unit.Connection, identity) ?? throw new StationUnknownException(identity);
            if (FirmwareFiles.Find(unit.Connection, file.FirmwareId) is null) throw new CommandInvalidException("firmware", "It was removed meanwhile. Give another.");
            if (CommandDesk.Earlier(unit, wishes.Of(NewCommand.Of(Message(request, file, proof, 0, unit.Now), caller.Label), identity, request)) is { } earlier)
                return FirmwareUpdates.OfCommand(unit.Connection, earlier)!;
            if (request.AnyModel != true && WhyNotFor(station, file) is { } why) throw new CommandInvalidException("", why, "firmware-for-another-model");
            int? requestId = proof is null ? null : FirmwareUpdates.NextRequestId(unit, station.StationId);
            var retrieveAt = request.RetrieveAt ?? unit.Now;
            var command = NewCommand.Of(Message(request, file, proof, requestId, retrieveAt), caller.Label) with
            {
                Lifetime = request.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : CommandDesk.UsualLifetime,
            };
            var id = CommandQueue.Add(unit, station, wishes.Of(command, identity, request)).CommandId;
            AuditLog.Append(unit, caller, "firmware.update", station.Identity, $$"""{"command":{{id}},"firmware":{{file.FirmwareId}}}""");
            return FirmwareUpdates.Find(unit.Connection, FirmwareUpdates.Request(unit, new NewFirmwareUpdate
            {
                StationId = station.StationId,
                File = file,
                Signed = proof is not null,
                RequestId = requestId,
                RetrieveAt = retrieveAt,
                InstallAt = request.InstallAt,
                CommandId = id,
                RequestedBy = caller.Label,
                Patience = request.TimeoutMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : FirmwareUpdates.UsualPatience,
            }))!;
        }));
        await wishes.FollowAsync(context, update.CommandId);
        if (wishes.Wait > 0) update = await database.ReadAsync(connection => FirmwareUpdates.Find(connection, update.UpdateId)) ?? update;
        return TypedResults.Accepted($"/api/v1/firmware-updates/{update.UpdateId}", FirmwareUpdateView.Of(update));
    }

    private static async Task<FirmwareFile> CheckAsync(FirmwareUpdateRequest request, TransferWishes wishes, Database database)
    {
        var errors = new FieldErrors();
        wishes.Check(errors);
        var file = request.Firmware is { } id ? await database.ReadAsync(connection => FirmwareFiles.Find(connection, id)) : null;
        if (file is null) errors.Add("firmware", "Give the number of a firmware file. GET /api/v1/firmware lists them.");
        if (request.Retries is < 0 or > 100) errors.Add("retries", "Give 0 to 100.");
        if (request.RetryInterval is < 0 or > 86_400) errors.Add("retryInterval", "Give 0 to 86400 seconds.");
        if (request.TimeoutMinutes is < 1 or > 43_200) errors.Add("timeoutMinutes", "Give 1 to 43200 minutes.");
        if (request.ExpiresIn < 1 || request.ExpiresIn > CommandDesk.LongestLifetime.TotalSeconds) errors.Add("expiresIn", $"Give a number of seconds from 1 to {CommandDesk.LongestLifetime.TotalSeconds:0}.");
        if ((request.SigningCertificate is null) != (request.Signature is null)) errors.Add("signature", "Give signingCertificate and signature together.");
        if (request.Signer is not null && request.Signature is not null) errors.Add("signer", "Give a signer, or a signature of your own; not both.");
        if (request.InstallAt is not null && request.Signer is null && request.Signature is null)
            errors.Add("installAt", "UpdateFirmware has no such time: leave it out, or sign the update.");
        errors.ThrowIfAny();
        return file!;
    }

    /// <summary>Certificate and signature, verified as the station will (whitepaper L01.FR.04); null for an unsigned update.</summary>
    private static async Task<(string Certificate, string Signature)?> ProofAsync(
        FirmwareUpdateRequest request, FirmwareFile file, Database database, SecretBox box, DateTimeOffset now)
    {
        if (request.Signer is null && request.Signature is null) return null;
        var hash = Convert.FromHexString(file.Sha256);
        var (pem, signature, field) = (request.SigningCertificate, request.Signature, "signature");
        var errors = new FieldErrors();
        if (request.Signer is { } id)
        {
            field = "signer";
            var signer = await database.ReadAsync(connection => FirmwareSigners.Find(connection, id));
            pem = signer?.Certificate;
            signature = signer?.Sign(hash, box);
            if (signer is null) errors.Add(field, "Give the number of a signer. GET /api/v1/firmware-signers lists them.");
            else if (signature is null) errors.Add(field, "Its key was sealed by another installation. Bring certificate and key again.");
            errors.ThrowIfAny();
        }
        var failure = CertificateChain.ReadOne(pem!, CertificateChain.LongestCertificate, out var certificate);
        using (certificate)
        {
            failure ??= CertificateRules.CheckValidity(certificate!, now) ?? FirmwareSignature.Check(hash, signature!, certificate!);
            if (failure is not null) errors.Add(field, failure.Explanation);
            errors.ThrowIfAny();
            return (CertificateChain.Write([certificate!]), signature!);
        }
    }

    // The address is put in when the command is sent.
    private static IRequest Message(
        FirmwareUpdateRequest request, FirmwareFile file, (string Certificate, string Signature)? proof, int? requestId, DateTimeOffset retrieveAt)
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
            RequestId = requestId!.Value,
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

    private static string? WhyNotFor(StationRecord station, FirmwareFile file)
    {
        var wrong = (file.Vendor is { } vendor && station.Vendor is { } its && !vendor.Equals(its, StringComparison.OrdinalIgnoreCase))
            || (file.Model is { } model && station.Model is { } made && !model.Equals(made, StringComparison.OrdinalIgnoreCase));
        return wrong
            ? $"Station '{station.Identity}' is a {station.Vendor} {station.Model}; the file is for {file.Vendor ?? "any vendor's"} {file.Model ?? "models"}. With anyModel: true it is sent all the same."
            : null;
    }
}
