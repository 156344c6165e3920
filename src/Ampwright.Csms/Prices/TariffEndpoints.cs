using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Prices;

/// <summary>The tariffs: of the whole installation, as groups and drivers are.</summary>
internal static class TariffEndpoints
{
    public static void MapTariffs(this IEndpointRouteBuilder api)
    {
        var tariffs = api.MapGroup("/tariffs").WithTags("prices");
        tariffs.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listTariffs").WithSummary("List the tariffs with what they say now").Fails(422);
        tariffs.MapPost("", AddAsync).Needs(Role.Operator).WithName("addTariff").WithSummary("Add a tariff with its first version").Fails(409, 422)
            .WithExamples(PriceExamples.NewTariff, PriceExamples.Tariff);
        tariffs.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getTariff").WithSummary("Read one tariff with what it says now").Fails(404)
            .WithExamples(null, PriceExamples.Tariff);
        tariffs.MapPatch("/{id:long}", ChangeAsync).Needs(Role.Operator).WithName("changeTariff").WithSummary("Change a tariff's name and note").Fails(404, 409, 412, 422);
        tariffs.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeTariff").WithSummary("Remove a tariff by which no session was priced").Fails(404, 409);
        tariffs.MapGet("/{id:long}/versions", VersionsAsync).Needs(Role.Viewer).WithName("listTariffVersions").WithSummary("List a tariff's versions, the newest first").Fails(404, 422);
        tariffs.MapPost("/{id:long}/versions", AddVersionAsync).Needs(Role.Operator).WithName("addTariffVersion")
            .WithSummary("Say something else from an instant on").WithDescription("For sessions that start from then on; those that run keep what held as they started.")
            .Fails(404, 412, 422).WithExamples(PriceExamples.NewVersion, PriceExamples.Version);
    }

    public static ProblemException Unknown(long id) => Problem.NotFound("tariff-unknown", $"There is no tariff {id}. GET /api/v1/tariffs lists them.").AsException();

    private static async Task<Ok<Page<TariffView>>> ListAsync(
        TariffList list, TimeProvider time,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = new List<TariffView>();
        foreach (var tariff in await list.ListAsync(after ?? 0, most + 1)) found.Add(TariffView.Of(tariff, await list.ValidAsync(tariff.TariffId, time.GetUtcNow())));
        return TypedResults.Ok(Paging.Of(found, most, tariff => tariff.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<TariffView>> AddAsync(TariffRequest request, Caller caller, TariffList list, TimeProvider time)
    {
        var errors = new FieldErrors();
        var tariff = Apply(errors, new Tariff(), request.Name ?? "", request.Note);
        var terms = Terms(errors, request.Terms);
        errors.ThrowIfAny();
        var id = await list.AddAsync(tariff, terms, request.ValidFrom, caller) ?? throw NameTaken(tariff.Name);
        return TypedResults.Created($"/api/v1/tariffs/{id}", TariffView.Of((await list.FindAsync(id))!, await list.ValidAsync(id, time.GetUtcNow())));
    }

    private static async Task<Ok<TariffView>> GetAsync(long id, TariffList list, TimeProvider time, HttpContext context)
    {
        var tariff = await list.FindAsync(id) ?? throw Unknown(id);
        EntityVersion.Tell(context, tariff.Version);
        return TypedResults.Ok(TariffView.Of(tariff, await list.ValidAsync(id, time.GetUtcNow())));
    }

    private static async Task<Ok<TariffView>> ChangeAsync(long id, TariffPatch request, Caller caller, TariffList list, TimeProvider time, HttpContext context)
    {
        var present = await list.FindAsync(id) ?? throw Unknown(id);
        var errors = new FieldErrors();
        var tariff = Apply(errors, present, request.Name, request.Note);
        errors.ThrowIfAny();
        Check(await list.ChangeAsync(tariff, EntityVersion.Expected(context), caller), id, tariff.Name);
        return await GetAsync(id, list, time, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, TariffList list)
    {
        Check(await list.RemoveAsync(id, caller), id, "");
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<TariffVersionView>>> VersionsAsync(
        long id, TariffList list,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        if (await list.FindAsync(id) is null) throw Unknown(id);
        var found = await list.VersionsAsync(id, after ?? long.MaxValue, most + 1);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(TariffVersionView.Of), most, version => version.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<TariffVersionView>> AddVersionAsync(long id, TariffVersionRequest request, Caller caller, TariffList list, HttpContext context)
    {
        var errors = new FieldErrors();
        var terms = Terms(errors, request.Terms);
        errors.ThrowIfAny();
        Check(await list.AddVersionAsync(id, terms, request.ValidFrom, EntityVersion.Expected(context), caller), id, "");
        EntityVersion.Tell(context, (await list.FindAsync(id))!.Version);
        return TypedResults.Created($"/api/v1/tariffs/{id}/versions", TariffVersionView.Of((await list.VersionsAsync(id, long.MaxValue, 1))[0]));
    }

    private static void Check(TariffChange change, long id, string name)
    {
        switch (change)
        {
            case TariffChange.NotFound: throw Unknown(id);
            case TariffChange.NameTaken: throw NameTaken(name);
            case TariffChange.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/tariffs/{id}");
            case TariffChange.Assigned: throw Problem.Conflict("tariff-assigned", $"The tariff is assigned. Remove that first: GET /api/v1/tariff-assignments?tariff={id}.").AsException();
            case TariffChange.Used: throw Problem.Conflict("tariff-used", "Sessions are priced by this tariff: it stays, for their receipts. Remove its assignments to have it used no more.").AsException();
            case TariffChange.InThePast: throw Invalid("validFrom", "A version holds from an instant to come on, and not before the version before it.");
            case TariffChange.OtherCurrency: throw Invalid("terms.currency", "All versions of a tariff have one currency. Add another tariff for another.");
        }
    }

    private static ProblemException Invalid(string field, string what) => Problem.Invalid(new Dictionary<string, string[]> { [field] = [what] }).AsException();

    private static Tariff Apply(FieldErrors errors, Tariff tariff, string? name, string? note) => tariff with
    {
        Name = name is null ? tariff.Name : errors.Text("name", name, 80),
        Note = note is null ? tariff.Note : errors.OptionalText("note", note, 200),
    };

    private static TermsBody Terms(FieldErrors errors, TermsBody? given)
    {
        if (given is null) errors.Add("terms", "Give what the tariff says.");
        else given.Checked(errors.Within("terms"));
        return given ?? new TermsBody();
    }

    private static ProblemException NameTaken(string name) =>
        Problem.Conflict("name-taken", $"There is already a tariff '{name}'. Choose another name.").AsException();
}

internal sealed record TariffRequest
{
    [Required, MaxLength(80), Description("Compared without case")]
    public string? Name { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }

    [Description("From when on it holds; now when absent")]
    public DateTimeOffset? ValidFrom { get; init; }

    [Required]
    public TermsBody? Terms { get; init; }
}

internal sealed record TariffPatch
{
    [MaxLength(80)]
    public string? Name { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }
}

internal sealed record TariffVersionRequest
{
    [Description("For sessions that start from then on; now when absent")]
    public DateTimeOffset? ValidFrom { get; init; }

    [Required]
    public TermsBody? Terms { get; init; }
}

internal sealed record TariffVersionView(int Number, DateTimeOffset ValidFrom, TermsBody Terms, DateTimeOffset MadeAt, string MadeBy)
{
    public static TariffVersionView Of(TariffVersion version) =>
        new(version.Number, version.ValidFrom, TermsBody.FromText(version.Terms), version.MadeAt, version.MadeBy);
}

internal sealed record TariffView(
    long Id, string Name, string? Note,
    [property: Description("The version that holds now; null where the first one is yet to come")] TariffVersionView? Current,
    [property: Description("How many places and groups it is assigned to")] int Assignments)
{
    public static TariffView Of(Tariff tariff, TariffVersion? current) =>
        new(tariff.TariffId, tariff.Name, tariff.Note, current is null ? null : TariffVersionView.Of(current), tariff.Assignments);
}
