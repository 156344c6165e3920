using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Csms.Authorization;

namespace Ampwright.Csms.Retention;

/// <summary>What the operator says of how long events and meter values are kept. The message log has settings of its own.</summary>
internal sealed record RetentionSettings
{
    public Bounds Events { get; init; } = new() { KeepDays = 45, KeepMegabytes = 4096 };

    /// <summary>Files that stations uploaded.</summary>
    public Bounds LogFiles { get; init; } = new() { KeepDays = 90, KeepMegabytes = 2048 };

    /// <summary>Kept for ever until somebody says otherwise: they are what bills rest on.</summary>
    public Bounds MeterValues { get; init; } = new();

    /// <summary>Why tags were accepted or refused. By age only.</summary>
    public Bounds Decisions { get; init; } = new() { KeepDays = (int)DecisionTrace.Kept.TotalDays };

    /// <summary>What connectors showed, and when stations were not connected: a year, and the year before it, are reported of. By age only.</summary>
    public Bounds StatusHistory { get; init; } = new() { KeepDays = 1100 };
}

/// <summary>What is over either goes, the oldest first.</summary>
internal sealed record Bounds
{
    /// <summary>Null: however old.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Null: however much.</summary>
    public int? KeepMegabytes { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RetentionSettings))]
internal sealed partial class RetentionJson : JsonSerializerContext;
