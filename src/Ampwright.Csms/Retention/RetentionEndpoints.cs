using System.ComponentModel;
using System.Data.Common;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Retention;

/// <summary>How long and how much is kept.</summary>
internal static class RetentionEndpoints
{
    /// <summary>A station may repeat a message for so long; what it repeats is recognised by what is kept.</summary>
    private static readonly int FewestMeterDays = (int)Forgetting.AnswersKept.TotalDays;

    /// <summary>A calendar year is reported of until the next one ends.</summary>
    private const int FewestHistoryDays = 800;

    public static void MapRetention(this IEndpointRouteBuilder api)
    {
        var retention = api.MapGroup("/retention").WithTags("retention");
        retention.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getRetention").WithSummary("How long each class of data is kept, and how much of it");
        retention.MapPut("", PutAsync).Needs(Role.Owner).WithName("changeRetention")
            .WithSummary("Bound each class of data by age, and some by size")
            .WithDescription("What is over a bound goes within the hour, the oldest first, and cannot be had back. The message log is bounded by /api/v1/messages/settings.").Fails(422);
    }

    private static async Task<Ok<RetentionView>> GetAsync(Database database) => TypedResults.Ok(await database.ReadAsync(View));

    private static async Task<Ok<RetentionView>> PutAsync(RetentionRequest request, Caller caller, Database database)
    {
        var errors = new FieldErrors();
        var present = await database.ReadAsync(RetentionStore.Read);
        var settings = new RetentionSettings
        {
            Events = Read(errors, "events", request.Events, fewestDays: 1),
            MeterValues = Read(errors, "meterValues", request.MeterValues, FewestMeterDays),
            LogFiles = request.LogFiles is null ? present.LogFiles : Read(errors, "logFiles", request.LogFiles, fewestDays: 1),
            StatusHistory = request.StatusHistory is null ? present.StatusHistory : Read(errors, "statusHistory", request.StatusHistory, FewestHistoryDays),
            Decisions = request.Decisions is null ? present.Decisions : Read(errors, "decisions", request.Decisions, fewestDays: 1),
        };
        errors.ThrowIfAny();
        await database.WriteAsync(unit =>
        {
            RetentionStore.Write(unit, settings);
            AuditLog.Append(unit, caller, "retention.change", "all", JsonSerializer.Serialize(settings, RetentionJson.Default.RetentionSettings));
        });
        return TypedResults.Ok(await database.ReadAsync(View));
    }

    private static Bounds Read(FieldErrors errors, string field, AgeRequest request, int fewestDays)
    {
        if (request.KeepDays is { } days && (days < fewestDays || days > 36_500)) errors.Add($"{field}.keepDays", $"Give {fewestDays} to 36500 days, or null.");
        return new Bounds { KeepDays = request.KeepDays };
    }

    private static Bounds Read(FieldErrors errors, string field, BoundsRequest? request, int fewestDays)
    {
        if (request is null) errors.Add(field, "Give an object with 'keepDays' and 'keepMegabytes'; null in either keeps without that bound.");
        if (request?.KeepDays is { } days && (days < fewestDays || days > 36_500)) errors.Add($"{field}.keepDays", $"Give {fewestDays} to 36500 days, or null.");
        if (request?.KeepMegabytes is < 1 or > 10_000_000) errors.Add($"{field}.keepMegabytes", "Give 1 to 10000000 megabytes, or null.");
        return new Bounds { KeepDays = request?.KeepDays, KeepMegabytes = request?.KeepMegabytes };
    }

    private static RetentionView View(DbConnection connection)
    {
        var settings = RetentionStore.Read(connection);
        return new RetentionView(Of(settings.Events, AgedTable.Events), Of(settings.MeterValues, AgedTable.MeterValues),
            new BoundsView(settings.LogFiles.KeepDays, settings.LogFiles.KeepMegabytes, LogUploads.Size(connection)),
            new AgeView(settings.StatusHistory.KeepDays), new AgeView(settings.Decisions.KeepDays));

        BoundsView Of(Bounds bounds, AgedTable table) =>
            new(bounds.KeepDays, bounds.KeepMegabytes, bounds.KeepMegabytes is null ? null : table.Size(connection));
    }
}

internal sealed record RetentionRequest
{
    [Description("What happened: changes of stations, transactions, commands")]
    public BoundsRequest? Events { get; init; }

    [Description("Meter values of ended transactions, and of none; those of running ones stay")]
    public BoundsRequest? MeterValues { get; init; }

    [Description("Files that stations uploaded; as it is when absent")]
    public BoundsRequest? LogFiles { get; init; }

    [Description("What connectors showed and when stations were not connected, which uptime is counted by; as it is when absent")]
    public AgeRequest? StatusHistory { get; init; }

    [Description("Why id tags were accepted or refused; as it is when absent")]
    public AgeRequest? Decisions { get; init; }
}

internal sealed record AgeRequest
{
    [Description("Days; null: however old")]
    public int? KeepDays { get; init; }
}

internal sealed record BoundsRequest
{
    [Description("Days; null: however old")]
    public int? KeepDays { get; init; }

    [Description("Megabytes; null: however much")]
    public int? KeepMegabytes { get; init; }
}

internal sealed record RetentionView(BoundsView Events, BoundsView MeterValues, BoundsView LogFiles, AgeView StatusHistory, AgeView Decisions);

/// <param name="KeepDays">Null: however old.</param>
internal sealed record AgeView(int? KeepDays);

/// <param name="KeepDays">Null: however old.</param>
/// <param name="KeepMegabytes">Null: however much.</param>
/// <param name="Bytes">About how much there was an hour ago at most; null where it is not bounded and so not measured.</param>
internal sealed record BoundsView(int? KeepDays, int? KeepMegabytes, long? Bytes);
