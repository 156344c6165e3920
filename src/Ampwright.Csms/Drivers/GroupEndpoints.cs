using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.IdTags;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Drivers;

/// <summary>The groups of drivers: of the whole installation, as the drivers are.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder api)
    {
        var groups = api.MapGroup("/groups").WithTags("drivers");
        groups.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listGroups").WithSummary("List the groups of drivers").Fails(422);
        groups.MapPost("", AddAsync).Needs(Role.Operator).WithName("addGroup").WithSummary("Add a group of drivers").Fails(409, 422);
        groups.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getGroup").WithSummary("Read one group").Fails(404);
        groups.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).WithName("putGroup").WithSummary("Replace all that is said about a group").Fails(404, 409, 412, 422);
        groups.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeGroup").WithSummary("Remove a group without drivers and rules").Fails(404, 409);
    }

    private static async Task<Ok<Page<GroupView>>> ListAsync(
        GroupList list,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await list.ListAsync(after ?? 0, most + 1);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(GroupView.Of), most, group => group.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<GroupView>> AddAsync(GroupRequest request, Caller caller, GroupList list)
    {
        var group = Checked(request);
        var id = await list.AddAsync(group, caller) ?? throw NameTaken(group.Name);
        return TypedResults.Created($"/api/v1/groups/{id}", GroupView.Of((await list.FindAsync(id))!));
    }

    private static async Task<Ok<GroupView>> GetAsync(long id, GroupList list, HttpContext context)
    {
        var group = await list.FindAsync(id) ?? throw Unknown(id);
        EntityVersion.Tell(context, group.Version);
        return TypedResults.Ok(GroupView.Of(group));
    }

    private static async Task<Ok<GroupView>> PutAsync(long id, GroupRequest request, Caller caller, GroupList list, HttpContext context)
    {
        var group = Checked(request) with { GroupId = id };
        switch (await list.ChangeAsync(group, EntityVersion.Expected(context), caller))
        {
            case Outcome.NotFound: throw Unknown(id);
            case Outcome.NameTaken: throw NameTaken(group.Name);
            case Outcome.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/groups/{id}");
        }
        return await GetAsync(id, list, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, GroupList list) => await list.RemoveAsync(id, caller) switch
    {
        Outcome.NotFound => throw Unknown(id),
        Outcome.InUse => throw Problem.Conflict("group-in-use", "Drivers are in this group, or rules or tariffs are made for it. Take them out first.").AsException(),
        _ => TypedResults.NoContent(),
    };

    private static DriverGroup Checked(GroupRequest request)
    {
        var errors = new FieldErrors();
        var group = new DriverGroup
        {
            Name = errors.Text("name", request.Name, 80),
            ParentIdTag = request.ParentIdTag is null ? null : IdTagText.Check(errors, "parentIdTag", request.ParentIdTag),
            OneTransactionAtATime = request.OneTransactionAtATime ?? false,
            Note = errors.OptionalText("note", request.Note, 200),
        };
        errors.ThrowIfAny();
        return group;
    }

    private static ProblemException Unknown(long id) => Problem.NotFound("group-unknown", $"There is no group {id}. GET /api/v1/groups lists them.").AsException();

    private static ProblemException NameTaken(string name) =>
        Problem.Conflict("name-taken", $"There is already a group '{name}'. Choose another name.").AsException();
}

internal sealed record GroupRequest
{
    [Required, MaxLength(80), Description("Compared without case")]
    public string? Name { get; init; }

    [MaxLength(20), Description("Told stations as parent of the members' tags that have none of their own: they may stop each other's transactions")]
    public string? ParentIdTag { get; init; }

    [Description("Answer ConcurrentTx to a second start of one tag while one runs")]
    public bool? OneTransactionAtATime { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }
}

internal sealed record GroupView(
    long Id, string Name, string? ParentIdTag, bool OneTransactionAtATime, string? Note,
    [property: Description("How many drivers are in it")] int Drivers, [property: Description("How many rules are made for it")] int Rules)
{
    public static GroupView Of(DriverGroup group) =>
        new(group.GroupId, group.Name, group.ParentIdTag, group.OneTransactionAtATime, group.Note, group.Drivers, group.Rules);
}
