using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.LocalList;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Authorization;

/// <summary>
/// What the CSMS last said about each id tag; survives resets and power cuts. OCPP 1.6 ed. 2 §3.5.1, errata v4.0 3.4.
/// Full, it forgets first what is not valid, then the oldest.
/// </summary>
internal sealed class AuthorizationCache(StationCore core, LocalAuthList list)
{
    public const int Capacity = 500;

    /// <summary>The station has a cache at all: its key exists.</summary>
    public bool Exists => core.Configuration.Has("AuthorizationCacheEnabled");

    public bool Enabled => core.Configuration.Flag("AuthorizationCacheEnabled");

    public RememberedTag? Find(string idTag) =>
        Enabled ? core.Memory.State.Cache.GetValueOrDefault(idTag.ToUpperInvariant()) : null;

    public bool IsValid(RememberedTag tag) =>
        tag.Status == nameof(AuthorizationStatus.Accepted) && (tag.Expiry is not { } expiry || expiry > core.Clock.Now);

    /// <summary>Takes the verdict of an Authorize, StartTransaction or StopTransaction answer.</summary>
    public void Learn(string idTag, IdTagInfo info)
    {
        if (list.Covers(idTag, info)) return; // §3.5.3: what the list has is not kept a second time.
        // A second transaction says nothing about the tag itself.
        if (!Enabled || info.Status.Is(AuthorizationStatus.ConcurrentTx)) return;
        var cache = core.Memory.State.Cache;
        var key = idTag.ToUpperInvariant();
        var known = cache.GetValueOrDefault(key);
        var status = info.Status.Text;
        if (known is not null && known.Status == status && IdTags.Same(known.ParentIdTag ?? "", info.ParentIdTag ?? "")
            && known.Expiry == info.ExpiryDate?.Instant) return;
        if (known is null && cache.Count >= Capacity)
        {
            var leaving = cache.Values.OrderBy(IsValid).ThenBy(tag => tag.Order).First();
            core.Memory.Record(new TagForgotten(leaving.IdTag), durable: false);
        }
        var order = cache.IsEmpty ? 1 : cache.Values.Max(tag => tag.Order) + 1;
        core.Memory.Record(new TagSeen(idTag, status, info.ParentIdTag, info.ExpiryDate?.Instant, order), durable: false);
    }

    public void Clear() => core.Memory.Record(new CacheCleared(), durable: true);
}
