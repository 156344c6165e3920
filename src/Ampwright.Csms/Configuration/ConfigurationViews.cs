using System.ComponentModel;

namespace Ampwright.Csms.Configuration;

internal sealed record ReadConfigurationRequest(
    [property: Description("Which keys; when absent the standard's, those the station told before and those of its template")] IReadOnlyList<string>? Keys);

internal sealed record AssignTemplateRequest([property: Description("The template's number; null: none")] long? Template);

internal sealed record ConfigurationView(
    [property: Description("The template it follows")] long? Template,
    [property: Description("While it is being read: how many keys are still to be asked for")] int? Unread,
    IReadOnlyList<ConfigurationKeyView> Keys);

internal sealed record ConfigurationKeyView(
    string Key,
    [property: Description("False: the station says that it does not know the key; null until it was read")] bool? Known,
    bool? ReadOnly,
    [property: Description("As last told; secrets are masked; null where it is not set or not read")] string? Value,
    DateTimeOffset? ReadAt,
    [property: Description("What was last written to it")] string? WrittenValue,
    [property: Description("How the station answered that: Accepted, RebootRequired, Rejected or NotSupported")] string? WriteStatus,
    DateTimeOffset? WrittenAt,
    [property: Description("What was written takes effect with the next boot")] bool RebootNeeded)
{
    public static ConfigurationKeyView Of(ConfigurationEntry entry, DateTimeOffset? lastBootAt) => new(
        entry.Name, entry.Known, entry.ReadOnly, entry.Value, entry.ReadAt, entry.WrittenValue, entry.WriteStatus, entry.WrittenAt,
        entry.WriteStatus == "RebootRequired" && !(lastBootAt > entry.WrittenAt));
}

internal sealed record DriftView(long Template, string Name, [property: Description("Whether every key is as the template has it")] bool InStep, IReadOnlyList<DriftKeyView> Keys)
{
    public static DriftView Of(Template template, List<DriftedKey> keys) => new(
        template.TemplateId, template.Name, keys.TrueForAll(key => key.State == DriftState.InStep),
        keys.ConvertAll(key => new DriftKeyView(key.Name, key.Expected, key.Reported, key.State.ToString())));
}

internal sealed record DriftKeyView(
    string Key,
    string Expected,
    string? Reported,
    [property: Description("InStep, Differs, ReadOnly, Unsupported, RebootNeeded, Refused or Unread")] string State);

internal sealed record AppliedView([property: Description("What is written; empty when there is nothing to write")] IReadOnlyList<WrittenKeyView> Written);

internal sealed record WrittenKeyView(string Key, string Value, long Command);

internal sealed record TemplateRequest(
    [property: Description("1 to 80 characters, compared without case")] string? Name,
    IReadOnlyList<TemplateKeyRequest>? Keys);

internal sealed record TemplateKeyRequest(string? Key, string? Value);

internal sealed record TemplateView(long Id, string Name, DateTimeOffset ChangedAt, IReadOnlyList<TemplateKeyView> Keys, [property: Description("The stations that follow it")] IReadOnlyList<string> Stations)
{
    public static TemplateView Of(Template template, IReadOnlyList<string> stations) =>
        new(template.TemplateId, template.Name, template.ChangedAt, [.. template.Keys.Select(key => new TemplateKeyView(key.Name, key.Value))], stations);
}

internal sealed record TemplateKeyView(string Key, string Value);
