using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Campaigns;

/// <summary>Makes a campaign of what a caller asks for, or says what breaks a rule.</summary>
internal sealed class CampaignReading(Database database, SecretBox box, StationAuthority authority, TimeProvider time)
{
    private const int MostValues = 50;
    private static readonly Dictionary<string, CampaignKind> Kinds = Enum.GetValues<CampaignKind>().ToDictionary(kind => kind.ToString());
    private static readonly Dictionary<string, CertificateUse> Uses = Enum.GetValues<CertificateUse>().ToDictionary(use => use.ToString());

    /// <exception cref="ProblemException">422, when a field breaks a rule; 403 never: the endpoint's role is that of every kind.</exception>
    public async Task<NewCampaign> ReadAsync(CampaignRequest request, string? idempotencyKey, Caller caller)
    {
        var errors = new FieldErrors();
        var name = errors.Text("name", request.Name, 80);
        var kind = errors.OneOf("kind", request.Kind, Kinds);
        CheckCourse(errors, request);
        CheckForeign(errors, request, kind);
        var (command, values, firmware) = ((NewCommand?)null, (List<TemplateKey>)[], (FirmwareOrder?)null);
        var patience = TimeSpan.FromMinutes(request.TimeoutMinutes is >= 1 and <= 10_080 ? request.TimeoutMinutes.Value : 1440);
        if (request.Kind is not null)
        {
            switch (kind)
            {
                case CampaignKind.Firmware:
                    firmware = await FirmwareAsync(errors, request.FirmwareUpdate, patience);
                    command = firmware?.Command(caller.Label);
                    break;
                case CampaignKind.Configuration:
                    values = await ValuesAsync(errors, request, caller);
                    break;
                case CampaignKind.RootCertificate:
                    command = Root(errors, request, caller);
                    break;
                default:
                    break;
            }
        }
        if (idempotencyKey is not null) errors.Text("Idempotency-Key", idempotencyKey, IdempotencyKey.MaxLength);
        errors.ThrowIfAny();
        return new NewCampaign
        {
            Name = name,
            Kind = kind,
            Command = command,
            FirmwareId = firmware?.FirmwareId,
            AnyModel = firmware?.AnyModel == true,
            Values = values,
            Canary = request.Canary ?? 0,
            WaveSize = request.WaveSize,
            WavePercent = request.WavePercent,
            Pause = TimeSpan.FromMinutes(request.PauseMinutes ?? 0),
            NeedsGoAhead = request.GoAhead == true,
            Concurrency = request.Concurrency ?? 10,
            StopAfter = request.StopAfter,
            StopPercent = request.StopPercent,
            Patience = patience,
            SkipsOffline = request.SkipOffline == true,
            RequestedBy = caller.Label,
            Idempotency = idempotencyKey is null ? null : IdempotencyKey.Of(idempotencyKey, JsonSerializer.Serialize(request), holdsSecret: false),
        };
    }

    /// <exception cref="ProblemException">422, when a field breaks a rule.</exception>
    public static Campaign Changed(Campaign campaign, CampaignPatch patch)
    {
        var errors = new FieldErrors();
        CheckCourse(errors, new CampaignRequest
        {
            Concurrency = patch.Concurrency,
            PauseMinutes = patch.PauseMinutes,
            StopAfter = patch.StopAfter == -1 ? null : patch.StopAfter,
            StopPercent = patch.StopPercent == -1 ? null : patch.StopPercent,
        });
        var name = patch.Name is null ? campaign.Name : errors.Text("name", patch.Name, 80);
        errors.ThrowIfAny();
        return campaign with
        {
            Name = name,
            Concurrency = patch.Concurrency ?? campaign.Concurrency,
            PauseSeconds = patch.PauseMinutes * 60L ?? campaign.PauseSeconds,
            NeedsGoAhead = patch.GoAhead ?? campaign.NeedsGoAhead,
            StopAfter = patch.StopAfter is null ? campaign.StopAfter : patch.StopAfter == -1 ? null : patch.StopAfter,
            StopPercent = patch.StopPercent is null ? campaign.StopPercent : patch.StopPercent == -1 ? null : patch.StopPercent,
        };
    }

    private static void CheckCourse(FieldErrors errors, CampaignRequest request)
    {
        if (request.Canary is < 0 or > 1000) errors.Add("canary", "Give 0 to 1000 stations.");
        if (request.WaveSize is < 1 or > 100_000) errors.Add("waveSize", "Give 1 to 100000 stations.");
        if (request.WavePercent is < 1 or > 100) errors.Add("wavePercent", "Give 1 to 100 %.");
        if (request.WaveSize is not null && request.WavePercent is not null) errors.Add("wavePercent", "Give waveSize or wavePercent, not both.");
        if (request.PauseMinutes is < 0 or > 43_200) errors.Add("pauseMinutes", "Give 0 to 43200 minutes.");
        if (request.Concurrency is < 1 or > 1000) errors.Add("concurrency", "Give 1 to 1000.");
        if (request.StopAfter is < 0 or > 100_000) errors.Add("stopAfter", "Give 0 to 100000 stations, or leave it out.");
        if (request.StopPercent is < 0 or > 99) errors.Add("stopPercent", "Give 0 to 99 %, or leave it out.");
        if (request.TimeoutMinutes is < 1 or > 10_080) errors.Add("timeoutMinutes", "Give 1 to 10080 minutes.");
    }

    private static void CheckForeign(FieldErrors errors, CampaignRequest request, CampaignKind kind)
    {
        if (request.Kind is null) return;
        if (request.FirmwareUpdate is not null && kind != CampaignKind.Firmware) errors.Add("firmwareUpdate", "Only a campaign of Firmware has it: leave it out.");
        if ((request.Values is not null || request.Template is not null) && kind != CampaignKind.Configuration) errors.Add("values", "Only a campaign of Configuration has values or a template: leave them out.");
        if ((request.Certificate is not null || request.CertificateType is not null) && kind != CampaignKind.RootCertificate)
            errors.Add("certificate", "Only a campaign of RootCertificate has a certificate: leave it out.");
    }

    private async Task<FirmwareOrder?> FirmwareAsync(FieldErrors errors, FirmwareUpdateRequest? update, TimeSpan patience)
    {
        if (update is null)
        {
            errors.Add("firmwareUpdate", "Give it, with the number of a firmware file. GET /api/v1/firmware lists them.");
            return null;
        }
        if (update.TimeoutMinutes is not null || update.ExpiresIn is not null) errors.Add("firmwareUpdate.timeoutMinutes", "Give the campaign's timeoutMinutes instead.");
        var order = await FirmwareOrder.OfAsync(update, errors.Within("firmwareUpdate"), database, box, time.GetUtcNow());
        return order is null ? null : order with { Patience = patience };
    }

    private async Task<List<TemplateKey>> ValuesAsync(FieldErrors errors, CampaignRequest request, Caller caller)
    {
        if (request.Template is { } id)
        {
            if (request.Values is not null) errors.Add("template", "Give values or a template, not both.");
            var template = await database.ReadAsync(connection => Templates.Find(connection, id));
            if (template?.SeenBy(caller.Scope) == true) return [.. template.Keys];
            errors.Add("template", "Give the number of a template. GET /api/v1/configuration-templates lists them.");
            return [];
        }
        var given = request.Values ?? [];
        if (given.Count is 0 or > MostValues) errors.Add("values", $"Give 1 to {MostValues} keys, or a template.");
        var values = new List<TemplateKey>();
        foreach (var (at, value) in given.Take(MostValues).Index())
        {
            var read = new TemplateKey(errors.Text($"values[{at}].key", value.Key, 50), errors.Text($"values[{at}].value", value.Value, 500, least: 0));
            if (CommandSecrets.IsSecret(read.Name)) errors.Add($"values[{at}].key", "It is a secret, each station's own: make a campaign of Password.");
            if (values.Exists(other => ConfigurationStore.Fold(other.Name) == ConfigurationStore.Fold(read.Name))) errors.Add($"values[{at}].key", "It is given twice.");
            values.Add(read);
        }
        return values;
    }

    private NewCommand? Root(FieldErrors errors, CampaignRequest request, Caller caller)
    {
        var use = request.CertificateType is null ? CertificateUse.CentralSystemRootCertificate : errors.OneOf("certificateType", request.CertificateType, Uses);
        if (request.Certificate is null && use != CertificateUse.CentralSystemRootCertificate) errors.Add("certificate", "Give it: this installation has no root of that type.");
        var failure = CertificateChain.ReadOne(request.Certificate ?? authority.RootPem(), CertificateChain.LongestCertificate, out var root);
        using (root)
        {
            if (failure is not null) errors.Add("certificate", failure.Explanation);
            if (errors.Any || root is null) return null;
            return NewCommand.Of(new InstallCertificateRequest { CertificateType = use, Certificate = CertificateChain.Write([root]) }, caller.Label);
        }
    }
}
