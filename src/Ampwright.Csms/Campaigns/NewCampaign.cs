using Ampwright.Csms.Commands;
using Ampwright.Csms.Configuration;

namespace Ampwright.Csms.Campaigns;

/// <summary>A campaign before it has a row.</summary>
internal sealed record NewCampaign
{
    public required string Name { get; init; }
    public required CampaignKind Kind { get; init; }

    /// <summary>What each station gets, where it is the same for all.</summary>
    public NewCommand? Command { get; init; }

    public long? FirmwareId { get; init; }
    public bool AnyModel { get; init; }
    public IReadOnlyList<TemplateKey> Values { get; init; } = [];

    /// <summary>How many stations go first.</summary>
    public int Canary { get; init; }

    public int? WaveSize { get; init; }
    public int? WavePercent { get; init; }
    public TimeSpan Pause { get; init; }
    public bool NeedsGoAhead { get; init; }
    public int Concurrency { get; init; }
    public int? StopAfter { get; init; }
    public int? StopPercent { get; init; }
    public TimeSpan Patience { get; init; }
    public bool SkipsOffline { get; init; }
    public required string RequestedBy { get; init; }
    public IdempotencyKey? Idempotency { get; init; }

    public List<int> Waves(int stations) => CampaignCourse.Waves(stations, Canary, WaveSize, WavePercent);
}
