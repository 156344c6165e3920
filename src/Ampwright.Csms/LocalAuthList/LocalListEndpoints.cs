using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>A station's local authorization list: how far it is in step, and what a person wants it to hold.</summary>
internal static class LocalListEndpoints
{
    private const int MostEntries = 10_000;

    private static readonly Dictionary<string, ListMode> Modes = Enum.GetValues<ListMode>().ToDictionary(mode => mode.ToString());
    private static readonly HashSet<string> Statuses = new(StringComparer.Ordinal) { "Accepted", "Blocked", "Expired", "Invalid" };

    public static void MapLocalLists(this IEndpointRouteBuilder api)
    {
        var list = api.MapGroup("/stations/{identity}/local-list").WithTags("local lists");
        list.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getLocalList").WithSummary("How far a station's local authorization list is in step").Fails(404);
        list.MapGet("/entries", EntriesAsync).Needs(Role.Viewer).WithName("listLocalListEntries")
            .WithSummary("What the station's list holds, as far as is known").Fails(404, 422);
        list.MapPut("", PutListAsync).Needs(Role.Operator).WithName("putLocalList").WithSummary("Put a station's list by hand")
            .WithDescription("The list is sent, and kept as it is put here, until the mode is changed.").Fails(404, 422);
        list.MapPatch("", ChangeAsync).Needs(Role.Operator).WithName("changeLocalList").WithSummary("Say how a station's list is kept").Fails(404, 422);
        list.MapPost("/sync", SyncAsync).Needs(Role.Operator).WithName("syncLocalList").WithSummary("Replace the station's list now")
            .WithDescription("With a full update, also for a station that gets no CALL that nobody asked for. It waits for a station that is not connected.")
            .Fails(404, 409);
    }

    private static async Task<Ok<LocalListView>> GetAsync(string identity, Database database)
    {
        return TypedResults.Ok(await database.ReadAsync(connection =>
        {
            var station = StationRegistry.Find(connection, identity) ?? throw StationEndpoints.Unknown(identity);
            return LocalListView.Of(ListRecord.Of(connection, station.StationId), ListEntries.CountHeldBy(connection, station.StationId), ListLimits.Of(connection, station.StationId));
        }));
    }

    private static async Task<Ok<Page<ListEntryView>>> EntriesAsync(
        string identity, Database database,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection =>
        {
            var station = StationRegistry.Find(connection, identity) ?? throw StationEndpoints.Unknown(identity);
            return ListEntries.HeldBy(connection, station.StationId, IdTagList.Fold(after ?? ""), most + 1);
        });
        return TypedResults.Ok(Paging.Of(found.ConvertAll(ListEntryView.Of), most, entry => entry.IdTag));
    }

    private static Task<Ok<LocalListView>> PutListAsync(string identity, LocalListRequest request, Caller caller, Database database)
    {
        var entries = Checked(request);
        return StoreAsync(identity, database, (unit, station, list) =>
        {
            ListEntries.ReplacePut(unit, station.StationId, entries);
            AuditLog.Append(unit, caller, "localList.put", station.Identity, $$"""{"entries":{{entries.Count}}}""");
            return list with { Mode = ListMode.ByHand, AskedBy = caller.Label };
        });
    }

    private static Task<Ok<LocalListView>> ChangeAsync(string identity, LocalListPatch request, Caller caller, Database database)
    {
        var errors = new FieldErrors();
        var mode = errors.OneOf("mode", request.Mode, Modes);
        errors.ThrowIfAny();
        return StoreAsync(identity, database, (unit, station, list) =>
        {
            AuditLog.Append(unit, caller, "localList.mode", station.Identity, AuditDetail.Of("mode", mode.ToString()));
            return Settled(list with { Mode = mode });
        });
    }

    private static Task<Ok<LocalListView>> SyncAsync(string identity, Caller caller, Database database) => StoreAsync(identity, database, (unit, station, list) =>
    {
        if (list.EffectiveMode == ListMode.Off)
        {
            throw Problem.Conflict("local-list-off", "The station's list is left alone. Set its mode to Automatic with PATCH, or put a list by hand with PUT.").AsException();
        }
        AuditLog.Append(unit, caller, "localList.sync", station.Identity);
        return list.Anew(caller.Label);
    });

    private static async Task<Ok<LocalListView>> StoreAsync(string identity, Database database, Func<WriteUnit, StationRecord, ListRecord, ListRecord> change)
    {
        await database.WriteAsync(unit =>
        {
            var station = StationRegistry.Find(unit.Connection, identity) ?? throw StationEndpoints.Unknown(identity);
            var changed = change(unit, station, ListRecord.Of(unit.Connection, station.StationId));
            changed.Store(unit);
            unit.Raise(new LocalListAsked(changed.Mode.ToString()) { Station = station.Identity });
        });
        return await GetAsync(identity, database);
    }

    private static ListRecord Settled(ListRecord list) => list.EffectiveMode == ListMode.Off
        ? list with { State = ListState.Off, Detail = null, DueAt = null, AskedBy = null }
        : list with { State = list.State == ListState.Off ? ListState.Waiting : list.State, CheckDue = true };

    private static List<ListEntry> Checked(LocalListRequest request)
    {
        var errors = new FieldErrors();
        var entries = new List<ListEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (request.Entries is null) errors.Add("entries", "Give it: an empty list empties the station's.");
        if (request.Entries?.Count > MostEntries) errors.Add("entries", $"Give at most {MostEntries}.");
        foreach (var (entry, at) in (request.Entries ?? []).Take(MostEntries).Select((entry, at) => (entry, at)))
        {
            var tag = IdTagText.Check(errors, $"entries[{at}].idTag", entry.IdTag);
            // OCPP 1.6 ed. 2 §6.41
            if (tag.Length > 0 && !seen.Add(IdTagList.Fold(tag))) errors.Add($"entries[{at}].idTag", $"'{tag}' stands there twice.");
            var status = entry.Status ?? "Accepted";
            if (!Statuses.Contains(status)) errors.Add($"entries[{at}].status", $"Give one of: {string.Join(", ", Statuses)}.");
            entries.Add(new ListEntry
            {
                IdTag = tag,
                Status = status,
                ParentIdTag = entry.ParentIdTag is null ? null : IdTagText.Check(errors, $"entries[{at}].parentIdTag", entry.ParentIdTag),
                ExpiresAt = entry.ExpiresAt,
            });
        }
        errors.ThrowIfAny();
        return entries;
    }
}

internal sealed record LocalListRequest
{
    [Required]
    public IReadOnlyList<ListEntryRequest>? Entries { get; init; }
}

internal sealed record ListEntryRequest
{
    [Required, MaxLength(20)]
    public string? IdTag { get; init; }

    [Description("Accepted, Blocked, Expired or Invalid; Accepted when absent")]
    public string? Status { get; init; }

    [MaxLength(20)]
    public string? ParentIdTag { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed record LocalListPatch
{
    [Required, Description("AsSite, Automatic, ByHand or Off")]
    public string? Mode { get; init; }
}

internal sealed record ListEntryView(string IdTag, string Status, string? ParentIdTag, DateTimeOffset? ExpiresAt)
{
    public static ListEntryView Of(ListEntry entry) => new(entry.IdTag, entry.Status, entry.ParentIdTag, entry.ExpiresAt);
}

internal sealed record LocalListView(
    [property: Description("AsSite, Automatic, ByHand or Off")] string Mode,
    [property: Description("Waiting, Asking, Sending, Checking, InStep, Unsupported, Disabled, Failing or Off")] string State,
    [property: Description("Why it is so, where that helps")] string? Detail,
    [property: Description("The version the station is known to hold; null when it is not known")] int? Version,
    [property: Description("How many tags it holds, as far as is known")] int Entries,
    [property: Description("Tags that belong on it and do not fit")] int LeftOut,
    [property: Description("LocalAuthListMaxLength, or what is assumed")] int MaxLength,
    [property: Description("SendLocalListMaxLength, or what is assumed")] int SendMaxLength,
    DateTimeOffset? InStepAt,
    [property: Description("When it is looked at again by itself")] DateTimeOffset? DueAt)
{
    public static LocalListView Of(ListRecord list, int entries, ListLimits limits)
    {
        var state = list.EffectiveMode == ListMode.Off ? ListState.Off : list.State;
        return new LocalListView(
            list.Mode.ToString(), state.ToString(), list.Detail, list.HeldVersion, entries, list.LeftOut, limits.Length, limits.SendLength, list.InStepAt, list.DueAt);
    }
}
