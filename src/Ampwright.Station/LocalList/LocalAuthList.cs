using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.LocalList;

/// <summary>
/// The list of id tags that only the CSMS changes; survives resets and power cuts. What it says comes before the cache.
/// OCPP 1.6 ed. 2 §3.5.2, §3.5.3.
/// </summary>
internal sealed class LocalAuthList(StationCore core)
{
    /// <summary>An answer of the CSMS contradicts the list; the text says which tag.</summary>
    public Action<string>? Contradicted { get; set; }

    public bool Enabled => core.Configuration.Flag("LocalAuthListEnabled");

    public int Count => core.Memory.State.LocalList.Count;

    /// <summary>0 while the list is empty (§5.10), whatever number emptied it.</summary>
    public int Version => Count == 0 ? 0 : core.Memory.State.LocalListVersion;

    public ListedTag? Find(string idTag) => Enabled ? core.Memory.State.LocalList.GetValueOrDefault(ListedTag.KeyOf(idTag)) : null;

    /// <summary>Only Accepted lets anybody charge: offline the standard refuses every other status (§3.5.2), online the CSMS is asked.</summary>
    public bool IsValid(ListedTag tag) =>
        tag.Status == nameof(AuthorizationStatus.Accepted) && (tag.Expiry is not { } expiry || expiry > core.Clock.Now);

    /// <summary>Whether the list has the tag, whose verdict then is not for the cache; an answer at odds with it is told (§3.5.2).</summary>
    public bool Covers(string idTag, IdTagInfo answer)
    {
        if (Find(idTag) is not { } listed) return false;
        // A second transaction says nothing about the tag itself.
        if (!answer.Status.Is(AuthorizationStatus.ConcurrentTx) && answer.Status.Is(AuthorizationStatus.Accepted) != IsValid(listed))
            Contradicted?.Invoke($"{idTag}: {listed.Status} in the list, {answer.Status} now");
        return true;
    }

    /// <summary>Stores a change; false when the disk does not take it, and nothing has changed.</summary>
    public bool TryChange(LocalListChanged change) => core.Memory.TryRecord(change);
}
