using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Csms.MessageLog;

/// <summary>What the operator says about the message log.</summary>
internal sealed record MessageLogSettings
{
    /// <summary>Off: nothing of any station is recorded.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Frames older than this many days go.</summary>
    public int KeepDays { get; init; } = 30;

    /// <summary>When the frames kept are larger than this together, the oldest go.</summary>
    public int KeepMegabytes { get; init; } = 1024;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MessageLogSettings))]
internal sealed partial class MessageLogSettingsJson : JsonSerializerContext;
