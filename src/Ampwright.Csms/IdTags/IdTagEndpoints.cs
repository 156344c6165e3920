using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.IdTags;

/// <summary>The cards and app tokens that may charge.</summary>
internal static class IdTagEndpoints
{
    public static void MapIdTags(this IEndpointRouteBuilder api)
    {
        var tags = api.MapGroup("/id-tags").WithTags("id tags");
        tags.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listIdTags").WithSummary("List the id tags").Fails(422);
        tags.MapPost("", AddAsync).Needs(Role.Operator).WithName("addIdTag").WithSummary("Add an id tag").Fails(409, 422);
        tags.MapGet("/{idTag}", GetAsync).Needs(Role.Viewer).WithName("getIdTag").WithSummary("Read one id tag").Fails(404);
        tags.MapPut("/{idTag}", PutAsync).Needs(Role.Operator).WithName("putIdTag").WithSummary("Add an id tag, or replace all that is said about it").Fails(412, 422);
        tags.MapDelete("/{idTag}", DeleteAsync).Needs(Role.Operator).WithName("deleteIdTag").WithSummary("Remove an id tag; it is then answered Invalid").Fails(404);
    }

    private static async Task<Ok<Page<IdTagView>>> ListAsync(
        IdTagList list,
        [Description("The number of a driver: only the driver's tags")] long? driver,
        [Description("True: only blocked tags; false: only others")] bool? blocked,
        [Description("Only tags that contain this, whatever its case")] string? contains,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await list.ListAsync(after, most + 1, driver, blocked, contains);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(IdTagView.Of), most, tag => tag.IdTag));
    }

    private static async Task<Created<IdTagView>> AddAsync(IdTagRequest request, Caller caller, IdTagList list, Database database)
    {
        var errors = new FieldErrors();
        var tag = await CheckedAsync(errors, request.IdTag, request, database);
        errors.ThrowIfAny();
        if (!await list.AddAsync(tag, caller))
            throw Problem.Conflict("id-tag-taken", $"The id tag '{tag.Tag}' is there already. Replace it with PUT /api/v1/id-tags/{tag.Tag}.").AsException();
        return TypedResults.Created($"/api/v1/id-tags/{Uri.EscapeDataString(tag.Tag)}", IdTagView.Of(tag));
    }

    private static async Task<Ok<IdTagView>> GetAsync(string idTag, IdTagList list, HttpContext context)
    {
        var tag = await list.FindAsync(idTag) ?? throw Unknown(idTag);
        EntityVersion.Tell(context, tag.Version);
        return TypedResults.Ok(IdTagView.Of(tag));
    }

    private static async Task<Ok<IdTagView>> PutAsync(string idTag, IdTagPut request, Caller caller, IdTagList list, Database database, HttpContext context)
    {
        var errors = new FieldErrors();
        var tag = await CheckedAsync(errors, idTag, request, database);
        errors.ThrowIfAny();
        if (await list.PutAsync(tag, EntityVersion.Expected(context), caller) == Outcome.ChangedMeanwhile)
            throw EntityVersion.ChangedMeanwhile($"/api/v1/id-tags/{Uri.EscapeDataString(tag.Tag)}");
        return await GetAsync(tag.Tag, list, context);
    }

    private static async Task<NoContent> DeleteAsync(string idTag, Caller caller, IdTagList list)
    {
        if (!await list.DeleteAsync(idTag, unit => AuditLog.Append(unit, caller, "idTag.delete", idTag))) throw Unknown(idTag);
        return TypedResults.NoContent();
    }

    private static async ValueTask<IdTag> CheckedAsync(FieldErrors errors, string? idTag, IdTagPut request, Database database)
    {
        if (request.Driver is { } driver && !await database.ReadAsync(connection => DriverList.Exists(connection, driver)))
            errors.Add("driver", $"There is no driver {driver}. GET /api/v1/drivers lists them.");
        return new IdTag
        {
            Tag = IdTagText.Check(errors, "idTag", idTag),
            ParentIdTag = request.ParentIdTag is null ? null : IdTagText.Check(errors, "parentIdTag", request.ParentIdTag),
            DriverId = request.Driver,
            Blocked = request.Blocked ?? false,
            ExpiresAt = request.ExpiresAt,
            OneTransactionAtATime = request.OneTransactionAtATime ?? false,
            Note = errors.OptionalText("note", request.Note, 200),
        };
    }

    private static ProblemException Unknown(string idTag) =>
        Problem.NotFound("id-tag-unknown", $"There is no id tag '{idTag}'. GET /api/v1/id-tags lists them; POST there adds one.").AsException();
}

internal record IdTagPut
{
    [MaxLength(20), Description("The group: tags with the same parent may stop each other's transactions")]
    public string? ParentIdTag { get; init; }

    public bool? Blocked { get; init; }

    [Description("From then on the tag is answered Expired")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [Description("Answer ConcurrentTx to a second start while one runs")]
    public bool? OneTransactionAtATime { get; init; }

    [Description("The number of the driver it belongs to, and through whom to groups")]
    public long? Driver { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }
}

internal sealed record IdTagRequest : IdTagPut
{
    [Required, MaxLength(20), Description("1 to 20 printable ASCII characters, compared without case")]
    public string? IdTag { get; init; }
}

internal sealed record IdTagView(
    string IdTag, string? ParentIdTag, bool Blocked, DateTimeOffset? ExpiresAt, bool OneTransactionAtATime, long? Driver, string? Note)
{
    public static IdTagView Of(IdTag tag) => new(tag.Tag, tag.ParentIdTag, tag.Blocked, tag.ExpiresAt, tag.OneTransactionAtATime, tag.DriverId, tag.Note);
}
