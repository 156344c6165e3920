using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Firmware;

/// <summary>The firmware files that stations can be told to fetch from here.</summary>
internal static class FirmwareEndpoints
{
    private const string Binary = "application/octet-stream";

    public static void MapFirmware(this IEndpointRouteBuilder api)
    {
        var largest = api.ServiceProvider.GetRequiredService<StationFileOptions>().LargestFirmware;
        var files = api.MapGroup("/firmware").WithTags("firmware");
        files.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listFirmware").WithSummary("List the firmware files, the newest first").Fails(422);
        files.MapPost("", AddAsync).Needs(Role.Operator).WithName("addFirmware").WithSummary("Bring a firmware file")
            .WithDescription($"The body is the file itself, at most {largest} bytes, with the header 'Content-Type: {Binary}'.")
            .WithMetadata(new BodyLimit(largest)).Accepts<Stream>(Binary).Fails(413, 415, 422, 507);
        // For whoever sends something else: asked for the role first, as everywhere.
        files.MapPost("", NoFile).Needs(Role.Operator).ExcludeFromDescription();
        files.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getFirmware").WithSummary("Read about a firmware file").Fails(404);
        files.MapGet("/{id:long}/file", FileAsync).Needs(Role.Operator).WithName("downloadFirmware").WithSummary("Fetch a firmware file").Produces<Stream>(200, Binary).Fails(404);
        files.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeFirmware").WithSummary("Remove a firmware file that no update awaits").Fails(404, 409);
    }

    private static IResult NoFile() => throw new Problem
    {
        Status = StatusCodes.Status415UnsupportedMediaType,
        Title = "Unsupported media type",
        Code = "unsupported-media-type",
        Detail = $"Send the file itself as the body, with the header 'Content-Type: {Binary}'.",
    }.AsException();

    private static async Task<Ok<Page<FirmwareView>>> ListAsync(
        Database database, [Description("Only those for this vendor")] string? vendor, [Description("Only those for this model")] string? model,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit, [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => FirmwareFiles.List(connection, vendor, model, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(FirmwareView.Of), most, file => file.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<FirmwareView>> AddAsync(
        HttpContext context, Caller caller, Database database, FirmwareShelf shelf, StationFileOptions options,
        [Description("What stations see as the file's name: letters, digits, '.', '-' and '_'")] string? name,
        [Description("As the station tells it in BootNotification.firmwareVersion once it runs")] string? version,
        [Description("The chargePointVendor it is for; any when absent")] string? vendor,
        [Description("The chargePointModel it is for; any when absent")] string? model)
    {
        var errors = new FieldErrors();
        var told = new FirmwareFile
        {
            Name = FileName(errors, name),
            Version = errors.Text("version", version, 50),
            Vendor = errors.OptionalText("vendor", vendor, 20),
            Model = errors.OptionalText("model", model, 20),
            UploadedBy = caller.Label,
        };
        errors.ThrowIfAny();
        var stored = await TakeAsync(context, shelf, options);
        try
        {
            if (stored.Bytes == 0) throw Problem.Invalid(new Dictionary<string, string[]> { ["body"] = ["It is empty: send the file."] }).AsException();
            var file = told with { ShelfName = stored.Name, Bytes = stored.Bytes, Sha256 = stored.Sha256 };
            var id = await database.WriteAsync(unit =>
            {
                var added = FirmwareFiles.Add(unit, file);
                AuditLog.Append(unit, caller, "firmware.add", $"{added} {file.Version}", $$"""{"sha256":"{{file.Sha256}}","bytes":{{file.Bytes}}}""");
                return added;
            });
            return TypedResults.Created($"/api/v1/firmware/{id}", FirmwareView.Of(await FindAsync(id, database)));
        }
        catch (Exception failure) when (failure is not StorageException { IsFull: false })
        {
            shelf.Files.Remove(stored.Name);
            throw;
        }
    }

    private static async Task<StoredFile> TakeAsync(HttpContext context, FirmwareShelf shelf, StationFileOptions options)
    {
        try
        {
            return await shelf.Files.TakeAsync(context.Request.Body, options.LargestFirmware, context.RequestAborted);
        }
        catch (FileTooLongException)
        {
            throw new Problem
            {
                Status = StatusCodes.Status413PayloadTooLarge,
                Title = "Payload too large",
                Code = "payload-too-large",
                Detail = $"A firmware file has at most {options.LargestFirmware} bytes here; --largest-firmware says how many megabytes.",
            }.AsException();
        }
        catch (ShelfException)
        {
            throw Problem.InsufficientStorage("The file could not be written, and nothing of it is kept. Look at the disk of the data folder.").AsException();
        }
    }

    private static async Task<Ok<FirmwareView>> GetAsync(long id, Database database) => TypedResults.Ok(FirmwareView.Of(await FindAsync(id, database)));

    private static async Task<PhysicalFileHttpResult> FileAsync(long id, Database database, FirmwareShelf shelf)
    {
        var file = await FindAsync(id, database);
        if (!File.Exists(shelf.Files.PathOf(file.ShelfName))) throw Problem.NotFound("file-missing", "The file is no longer in the data folder.").AsException();
        return TypedResults.PhysicalFile(shelf.Files.PathOf(file.ShelfName), Binary, file.Name, enableRangeProcessing: true);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database, FirmwareShelf shelf)
    {
        var file = await FindAsync(id, database);
        await database.WriteAsync(unit =>
        {
            if (FirmwareFiles.IsAwaited(unit.Connection, id))
                throw Problem.Conflict("firmware-awaited", $"A station may still fetch it. GET /api/v1/firmware-updates?firmware={id} lists the updates, GET /api/v1/bulk-commands and GET /api/v1/campaigns those to come; remove it once they are over or cancelled.").AsException();
            FirmwareFiles.Remove(unit, file);
            AuditLog.Append(unit, caller, "firmware.remove", file.Label);
        });
        // After its row: a file without a row is only room, a row without a file a lie.
        shelf.Files.Remove(file.ShelfName);
        return TypedResults.NoContent();
    }

    internal static async Task<FirmwareFile> FindAsync(long id, Database database) => await database.ReadAsync(connection => FirmwareFiles.Find(connection, id))
        ?? throw Problem.NotFound("firmware-unknown", $"There is no firmware file {id}. GET /api/v1/firmware lists them.").AsException();

    // It becomes a part of an address that many kinds of station take apart.
    private static string FileName(FieldErrors errors, string? name)
    {
        var given = errors.Text("name", name, 80);
        if (given.Any(one => !char.IsAsciiLetterOrDigit(one) && one is not ('.' or '-' or '_')) || given.StartsWith('.'))
            errors.Add("name", "Use letters, digits, '.', '-' and '_' only, and no '.' in front.");
        return given;
    }
}

internal sealed record FirmwareView(
    long Id,
    string Name,
    string Version,
    [property: Description("The chargePointVendor it is for; null: any")] string? Vendor,
    [property: Description("The chargePointModel it is for; null: any")] string? Model,
    long Bytes,
    [property: Description("In hexadecimal")] string Sha256,
    DateTimeOffset UploadedAt,
    string UploadedBy)
{
    public static FirmwareView Of(FirmwareFile file) =>
        new(file.FirmwareId, file.Name, file.Version, file.Vendor, file.Model, file.Bytes, file.Sha256, file.UploadedAt, file.UploadedBy);
}
