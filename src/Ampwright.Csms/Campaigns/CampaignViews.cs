using System.ComponentModel;
using System.Data.Common;
using System.Text.Json;
using Ampwright.Csms.Configuration;

namespace Ampwright.Csms.Campaigns;

internal sealed record CampaignView(
    long Id,
    string Name,
    [property: Description("Firmware, Configuration, LocalList, CertificateRenewal, RootCertificate or Password")] string Kind,
    [property: Description("Running, Resting, Awaiting, Paused, Stopped, Cancelled or Done")] string State,
    [property: Description("Why it stopped")] string? Detail,
    [property: Description("The firmware file that stations are updated to")] long? Firmware,
    [property: Description("The values that are written")] IReadOnlyList<TemplateKeyView>? Values,
    [property: Description("Of a root: CentralSystemRootCertificate or ManufacturerRootCertificate")] string? CertificateType,
    [property: Description("The wave that is under way, from 1 on")] int Wave,
    int Total,
    int Waiting,
    int Running,
    int Done,
    int Failed,
    int Skipped,
    IReadOnlyList<WaveView> Waves,
    int Concurrency,
    int PauseMinutes,
    [property: Description("The next wave waits for somebody's word")] bool GoAhead,
    int? StopAfter,
    int? StopPercent,
    int TimeoutMinutes,
    bool SkipOffline,
    [property: Description("When the pause between two waves is over")] DateTimeOffset? NextWaveAt,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    public static CampaignView Of(DbConnection connection, Campaign campaign)
    {
        var counts = CampaignBook.Counts(connection, campaign.CampaignId);
        var waves = counts.Select(wave => WaveView.Of(wave.Key, campaign.HasCanary && wave.Key == 1, wave.Value)).ToList();
        return new CampaignView(
            campaign.CampaignId, campaign.Name, campaign.Kind.ToString(), campaign.State.ToString(), campaign.Detail, campaign.FirmwareId,
            campaign.Kind == CampaignKind.Configuration ? CampaignBook.Values(connection, campaign.CampaignId).ConvertAll(value => new TemplateKeyView(value.Name, value.Value)) : null,
            campaign.Kind == CampaignKind.RootCertificate ? JsonElement.Parse(campaign.Request!).GetProperty("certificateType").GetString() : null,
            campaign.Wave, waves.Sum(wave => wave.Total), waves.Sum(wave => wave.Waiting), waves.Sum(wave => wave.Running), waves.Sum(wave => wave.Done),
            waves.Sum(wave => wave.Failed), waves.Sum(wave => wave.Skipped), waves, campaign.Concurrency, (int)campaign.Pause.TotalMinutes, campaign.NeedsGoAhead, campaign.StopAfter,
            campaign.StopPercent, (int)campaign.Patience.TotalMinutes, campaign.SkipsOffline,
            campaign.State == CampaignState.Resting ? campaign.WaveOverAt + campaign.Pause : null, campaign.RequestedBy, campaign.CreatedAt, campaign.FinishedAt);
    }
}

internal sealed record WaveView(
    int Wave, [property: Description("Sent ahead: one that fails stops the campaign")] bool Canary, int Total, int Waiting, int Running, int Done, int Failed, int Skipped)
{
    public static WaveView Of(int wave, bool canary, WaveCount count) =>
        new(wave, canary, count.Total, count.Waiting, count.Running, count.Done, count.Failed, count.Skipped);
}

internal sealed record CampaignStationView(
    string Station,
    int Wave,
    [property: Description("Waiting, Running, Done, Failed or Skipped")] string State,
    [property: Description("What is waited for, what became of it, or why it failed or was left out")] string? Detail,
    [property: Description("The command that carries it out, the newest where there are several")] long? Command,
    DateTimeOffset? BeganAt,
    DateTimeOffset? EndedAt)
{
    public static CampaignStationView Of(CampaignPart part) => new(part.Station, part.Wave, part.State.ToString(), part.Detail, part.CommandId, part.BeganAt, part.EndedAt);
}

internal sealed record CampaignPreview(int Stations, [property: Description("How many of them are connected now")] int Connected, [property: Description("How many stations each wave has")] IReadOnlyList<int> Waves);
