using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.IdTags;

/// <summary>The cards and app tokens that may charge.</summary>
internal static class IdTagEndpoints
{
    private const int MostCharacters = 20;

    public static void MapIdTags(this IEndpointRouteBuilder api)
    {
        var tags = api.MapGroup("/id-tags").WithTags("id tags");
        tags.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listIdTags").WithSummary("List the id tags").Fails(422);
        tags.MapPost("", AddAsync).Needs(Role.Operator).WithName("addIdTag").WithSummary("Add an id tag").Fails(409, 422);
        tags.MapGet("/{idTag}", GetAsync).Needs(Role.Viewer).WithName("getIdTag").WithSummary("Read one id tag").Fails(404);
        tags.MapPut("/{idTag}", PutAsync).Needs(Role.Operator).WithName("putIdTag").WithSummary("Add an id tag, or replace all that is said about it").Fails(422);
        tags.MapDelete("/{idTag}", DeleteAsync).Needs(Role.Operator).WithName("deleteIdTag").WithSummary("Remove an id tag; it is then answered Invalid").Fails(404);
    }

    private static async Task<Ok<Page<IdTagView>>> ListAsync(IdTagList list, int? limit, string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var past = after is null ? null : IdTagList.Fold(after);
        var found = (await list.ListAsync()).Where(tag => past is null || string.CompareOrdinal(IdTagList.Fold(tag.Tag), past) > 0).Take(most + 1);
        return TypedResults.Ok(Paging.Of(found.Select(IdTagView.Of).ToList(), most, tag => tag.IdTag));
    }

    private static async Task<Created<IdTagView>> AddAsync(IdTagRequest request, Caller caller, IdTagList list)
    {
        var errors = new FieldErrors();
        var tag = Checked(errors, "idTag", request.IdTag, request);
        errors.ThrowIfAny();
        if (await list.FindAsync(tag.Tag) is not null)
            throw Problem.Conflict("id-tag-taken", $"The id tag '{tag.Tag}' is there already. Replace it with PUT /api/v1/id-tags/{tag.Tag}.").AsException();
        await list.PutAsync(tag, unit => AuditLog.Append(unit, caller, "idTag.add", tag.Tag));
        return TypedResults.Created($"/api/v1/id-tags/{Uri.EscapeDataString(tag.Tag)}", IdTagView.Of(tag));
    }

    private static async Task<Ok<IdTagView>> GetAsync(string idTag, IdTagList list) =>
        TypedResults.Ok(IdTagView.Of(await list.FindAsync(idTag) ?? throw Unknown(idTag)));

    private static async Task<Ok<IdTagView>> PutAsync(string idTag, IdTagPut request, Caller caller, IdTagList list)
    {
        var errors = new FieldErrors();
        var tag = Checked(errors, "idTag", idTag, request);
        errors.ThrowIfAny();
        await list.PutAsync(tag, unit => AuditLog.Append(unit, caller, "idTag.put", tag.Tag));
        return TypedResults.Ok(IdTagView.Of(tag));
    }

    private static async Task<NoContent> DeleteAsync(string idTag, Caller caller, IdTagList list)
    {
        if (!await list.DeleteAsync(idTag, unit => AuditLog.Append(unit, caller, "idTag.delete", idTag))) throw Unknown(idTag);
        return TypedResults.NoContent();
    }

    private static IdTag Checked(FieldErrors errors, string field, string? idTag, IdTagPut request)
    {
        var parent = request.ParentIdTag;
        return new IdTag
        {
            Tag = Ascii(errors, field, errors.Text(field, idTag, MostCharacters)),
            ParentIdTag = parent is null ? null : Ascii(errors, "parentIdTag", errors.Text("parentIdTag", parent, MostCharacters)),
            Blocked = request.Blocked ?? false,
            ExpiresAt = request.ExpiresAt,
            OneTransactionAtATime = request.OneTransactionAtATime ?? false,
            Note = errors.OptionalText("note", request.Note, 200),
        };
    }

    private static string Ascii(FieldErrors errors, string field, string text)
    {
        if (!Ascii(text)) errors.Add(field, "Use printable ASCII characters only.");
        return text;
    }

    private static bool Ascii(string text) => text.All(letter => letter is >= ' ' and <= '~');

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

    [MaxLength(200)]
    public string? Note { get; init; }
}

internal sealed record IdTagRequest : IdTagPut
{
    [Required, MaxLength(20), Description("1 to 20 printable ASCII characters, compared without case")]
    public string? IdTag { get; init; }
}

internal sealed record IdTagView(string IdTag, string? ParentIdTag, bool Blocked, DateTimeOffset? ExpiresAt, bool OneTransactionAtATime, string? Note)
{
    public static IdTagView Of(IdTag tag) => new(tag.Tag, tag.ParentIdTag, tag.Blocked, tag.ExpiresAt, tag.OneTransactionAtATime, tag.Note);
}
