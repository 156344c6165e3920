using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Configuration;

/// <summary>The station's configuration keys and their values. Changes are in the journal before they are answered.</summary>
internal sealed class StationConfiguration
{
    private readonly StationMemory _memory;
    private readonly IReadOnlyDictionary<string, ConfigurationEntry> _entries;
    private readonly Dictionary<string, string> _untilReboot = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="entries">The product's keys by their names in any case.</param>
    public StationConfiguration(IReadOnlyDictionary<string, ConfigurationEntry> entries, StationMemory memory) => (_memory, _entries) = (memory, entries);

    /// <summary>Raised with the canonical name of a key after its value took effect.</summary>
    public Action<string>? Changed { get; set; }

    public IEnumerable<ConfigurationEntry> Entries => _entries.Values;

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The value in effect.</summary>
    public string Text(string name)
    {
        if (_untilReboot.TryGetValue(name, out var old)) return old;
        return Stored(_entries[name]);
    }

    /// <summary>The value in effect, or null if the station does not have the key.</summary>
    public string? TextOrNull(string name) => Has(name) ? Text(name) : null;

    public bool Flag(string name, bool absent = false) => Has(name) ? Text(name) == "true" : absent;

    public int Number(string name, int absent = 0) => Has(name) ? int.Parse(Text(name)) : absent;

    public TimeSpan Seconds(string name, int absent = 0) => TimeSpan.FromSeconds(Number(name, absent));

    public IReadOnlyList<string> List(string name) =>
        TextOrNull(name) is { Length: > 0 } text ? text.Split(',') : [];

    /// <summary>Carries out ChangeConfiguration. OCPP 1.6 ed. 2 §5.3.</summary>
    public ConfigurationStatus Change(string name, string value)
    {
        if (!_entries.TryGetValue(name, out var entry)) return ConfigurationStatus.NotSupported;
        if (entry.Access == EntryAccess.ReadOnly) return ConfigurationStatus.Rejected;
        if (entry.Normalize(value) is not { } normal) return ConfigurationStatus.Rejected;
        if (entry.NeedsReboot)
        {
            if (normal == Stored(entry)) return ConfigurationStatus.Accepted;
            _untilReboot.TryAdd(entry.Name, Stored(entry));
            Store(entry, normal);
            return ConfigurationStatus.RebootRequired;
        }
        Set(entry, normal);
        return ConfigurationStatus.Accepted;
    }

    /// <summary>The form a value of a key would be kept in; null when it is not possible, or there is no such key.</summary>
    public string? Normalize(string name, string value) => _entries.GetValueOrDefault(name)?.Normalize(value);

    /// <summary>Sets a value from within, read-only or not; a value the key does not allow is not taken.</summary>
    /// <returns>Whether the value is now in effect.</returns>
    public bool SetOwn(string name, string value)
    {
        if (!_entries.TryGetValue(name, out var entry) || entry.Normalize(value) is not { } normal) return false;
        Set(entry, normal);
        return true;
    }

    /// <summary>What GetConfiguration shows of a key; null = the station has no such key. OCPP 1.6 ed. 2 §5.8.</summary>
    public KeyValue? Describe(string name) => _entries.TryGetValue(name, out var entry)
        ? new KeyValue
        {
            Key = entry.Name,
            Readonly = entry.Access == EntryAccess.ReadOnly,
            Value = entry.Access == EntryAccess.WriteOnly ? null : Stored(entry),
        }
        : null;

    private void Set(ConfigurationEntry entry, string normal)
    {
        if (normal == Stored(entry)) return;
        Store(entry, normal);
        Changed?.Invoke(entry.Name);
    }

    private void Store(ConfigurationEntry entry, string normal) =>
        _memory.Record(new ConfigurationSet(entry.Name, normal == entry.Default ? null : normal), durable: true);

    private string Stored(ConfigurationEntry entry) =>
        _memory.State.Configuration.TryGetValue(entry.Name, out var value) ? value : entry.Default;
}
