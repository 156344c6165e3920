using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Firmware;

namespace Ampwright.Csms.Campaigns;

internal sealed record CampaignRequest
{
    [Required, Description("What people call it, 1 to 80 characters")]
    public string? Name { get; init; }

    [Required, Description("Firmware, Configuration, LocalList, CertificateRenewal, RootCertificate or Password")]
    public string? Kind { get; init; }

    [Description("Firmware: the update, without timeoutMinutes and expiresIn, which are the campaign's")]
    public FirmwareUpdateRequest? FirmwareUpdate { get; init; }

    [Description("Configuration: the keys to write, 1 to 50, in this order; or give a template")]
    public IReadOnlyList<TemplateKeyRequest>? Values { get; init; }

    [Description("Configuration: the number of a template whose values are written as they are now")]
    public long? Template { get; init; }

    [Description("RootCertificate: in PEM; this installation's own root when absent")]
    public string? Certificate { get; init; }

    [Description("RootCertificate: CentralSystemRootCertificate or ManufacturerRootCertificate; the first when absent")]
    public string? CertificateType { get; init; }

    [Description("Identities; when absent, all that the filter lets through")]
    public IReadOnlyList<string>? Stations { get; init; }

    [Description("Only stations that match all of it; with 'stations', only those of them")]
    public BulkFilter? Filter { get; init; }

    [Description("How many stations go first, those that are connected before others; one of them that fails stops the campaign. 0 when absent: none go first")]
    public int? Canary { get; init; }

    [Description("Stations in each further wave, 1 or more")]
    public int? WaveSize { get; init; }

    [Description("Or the share of all stations in each, 1 to 100 %. Without both all that are left are one wave")]
    public int? WavePercent { get; init; }

    [Description("Minutes between the end of a wave and the next, 0 to 43200; 0 when absent")]
    public int? PauseMinutes { get; init; }

    [Description("True: the next wave waits for somebody who says go-ahead; false when absent")]
    public bool? GoAhead { get; init; }

    [Description("Stations under way at once, 1 to 1000; 10 when absent")]
    public int? Concurrency { get; init; }

    [Description("Stop when more stations of a wave than this failed, 0 to 100000; no such rule when absent")]
    public int? StopAfter { get; init; }

    [Description("Stop when more than this share of a wave failed, 0 to 99 %; no such rule when absent")]
    public int? StopPercent { get; init; }

    [Description("Minutes in which a station has to come to an outcome, its absence included, 1 to 10080; of firmware: without a sign of the update. 1440 when absent")]
    public int? TimeoutMinutes { get; init; }

    [Description("True: a station that is not connected when its turn comes is left out, instead of waited for; false when absent")]
    public bool? SkipOffline { get; init; }

    [Description("True: only tell the waves that would be made")]
    public bool? DryRun { get; init; }
}

internal sealed record CampaignPatch
{
    public string? Name { get; init; }
    public int? Concurrency { get; init; }
    public int? PauseMinutes { get; init; }
    public bool? GoAhead { get; init; }

    [Description("-1: no such rule")]
    public int? StopAfter { get; init; }

    [Description("-1: no such rule")]
    public int? StopPercent { get; init; }
}
