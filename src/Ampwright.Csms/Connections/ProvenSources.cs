using System.Collections.Concurrent;

namespace Ampwright.Csms.Connections;

/// <summary>From where which station proved itself since the program began: it is not to suffer from others at the same address.</summary>
internal sealed class ProvenSources
{
    private const int MostKeys = 200_000;
    private readonly ConcurrentDictionary<string, bool> _keys = new(StringComparer.Ordinal);

    public bool Contains(string key) => _keys.ContainsKey(key);

    public void Add(string key)
    {
        if (_keys.Count >= MostKeys) _keys.Clear();
        _keys.TryAdd(key, true);
    }
}
