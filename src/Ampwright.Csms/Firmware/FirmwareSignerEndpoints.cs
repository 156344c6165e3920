using System.ComponentModel;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Firmware;

/// <summary>The certificates and keys that the CSMS signs firmware with. A key comes in and never goes out.</summary>
internal static class FirmwareSignerEndpoints
{
    public static void MapFirmwareSigners(this IEndpointRouteBuilder api)
    {
        var signers = api.MapGroup("/firmware-signers").WithTags("firmware");
        signers.MapGet("", ListAsync).Needs(Role.Operator).HonoursSites().WithName("listFirmwareSigners").WithSummary("List what firmware can be signed with");
        signers.MapPost("", AddAsync).Needs(Role.Owner).WithName("addFirmwareSigner").WithSummary("Bring a signing certificate with its private key")
            .WithDescription("RSA or EC, in PEM. The key is kept sealed and is never told again.").Fails(409, 422);
        signers.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Owner).WithName("removeFirmwareSigner").WithSummary("Remove a signing certificate and its key").Fails(404);
    }

    private static async Task<Ok<Page<FirmwareSignerView>>> ListAsync(Database database) =>
        TypedResults.Ok(new Page<FirmwareSignerView>((await database.ReadAsync(FirmwareSigners.List)).ConvertAll(FirmwareSignerView.Of), null));

    private static async Task<Created<FirmwareSignerView>> AddAsync(FirmwareSignerRequest request, Caller caller, Database database, SecretBox box, TimeProvider time)
    {
        var errors = new FieldErrors();
        var name = errors.Text("name", request.Name, 80);
        if (string.IsNullOrWhiteSpace(request.Certificate)) errors.Add("certificate", "Give the certificate in PEM.");
        if (string.IsNullOrWhiteSpace(request.PrivateKey)) errors.Add("privateKey", "Give the certificate's private key in PEM.");
        errors.ThrowIfAny();
        var (signer, field, fault) = FirmwareSigner.Read(request.Certificate!, request.PrivateKey!, request.Pkcs1 ?? false, time.GetUtcNow(), box);
        if (signer is null) errors.Add(field, fault);
        errors.ThrowIfAny();
        var id = await database.WriteAsync(unit =>
        {
            var added = FirmwareSigners.Add(unit, signer! with { Name = name, AddedBy = caller.Label });
            if (added is not null) AuditLog.Append(unit, caller, "firmwareSigner.add", name);
            return added;
        }) ?? throw Problem.Conflict("name-taken", $"There is a signer '{name}' already. Choose another name.").AsException();
        return TypedResults.Created($"/api/v1/firmware-signers/{id}", FirmwareSignerView.Of(await FindAsync(id, database)));
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database)
    {
        var signer = await FindAsync(id, database);
        await database.WriteAsync(unit =>
        {
            FirmwareSigners.Remove(unit, signer);
            AuditLog.Append(unit, caller, "firmwareSigner.remove", signer.Name);
        });
        return TypedResults.NoContent();
    }

    private static async Task<FirmwareSigner> FindAsync(long id, Database database) => await database.ReadAsync(connection => FirmwareSigners.Find(connection, id))
        ?? throw Problem.NotFound("firmware-signer-unknown", $"There is no firmware signer {id}. GET /api/v1/firmware-signers lists them.").AsException();
}

internal sealed record FirmwareSignerRequest(
    string? Name,
    [property: Description("One certificate in PEM; the stations must hold the manufacturer's root that it comes from")] string? Certificate,
    [property: Description("Its private key in PEM, not encrypted")] string? PrivateKey,
    [property: Description("True: RSA signatures by PKCS#1 v1.5 in place of PSS, for stations that know no other; false when absent")] bool? Pkcs1);

internal sealed record FirmwareSignerView(
    long Id, string Name, string Subject, DateTimeOffset ExpiresAt, bool Pkcs1, [property: Description("In PEM")] string Certificate, DateTimeOffset AddedAt, string AddedBy)
{
    public static FirmwareSignerView Of(FirmwareSigner signer) =>
        new(signer.SignerId, signer.Name, signer.Subject, signer.ExpiresAt, signer.Pkcs1, signer.Certificate, signer.AddedAt, signer.AddedBy);
}
