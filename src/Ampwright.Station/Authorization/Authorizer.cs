using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.LocalList;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Authorization;

/// <param name="Why">For the reader's display and the trace.</param>
internal sealed record Verdict(bool Allowed, string? ParentIdTag, string Why);

/// <summary>
/// Decides whether an id tag may charge: local list, cache, CSMS, or the rules for being offline. OCPP 1.6 ed. 2 §3.4, §3.5, §4.1.
/// </summary>
internal sealed class Authorizer(
    StationCore core, CsmsConnection connection, Registration registration, LocalAuthList list, AuthorizationCache cache)
{
    public async Task<Verdict> DecideAsync(string idTag)
    {
        var known = Known(idTag);
        if (!registration.MaySend) return Offline(known);

        // §9.1.21: a tag known as valid starts without waiting; StartTransaction.conf still decides.
        if (known is { Valid: true } && core.Configuration.Flag("LocalPreAuthorize"))
            return new Verdict(Allowed: true, known.ParentIdTag, $"known from the {known.Where}");
        try
        {
            var answer = await connection.CallAsync(new AuthorizeRequest { IdTag = idTag });
            cache.Learn(idTag, answer.IdTagInfo);
            return new Verdict(answer.IdTagInfo.Status.Is(AuthorizationStatus.Accepted), answer.IdTagInfo.ParentIdTag, answer.IdTagInfo.Status.Text);
        }
        catch (Exception lost) when (lost is ConnectionLostException or TimeoutException)
        {
            return Offline(known);
        }
        catch (Exception refused) when (refused is CallErrorException or OcppViolationException)
        {
            core.Trace.Note($"Authorize was not answered: {refused.Message}");
            return new Verdict(Allowed: false, ParentIdTag: null, "the CSMS could not answer");
        }
    }

    /// <summary>The parent of a tag as far as the station knows it without asking; null = none, or not known.</summary>
    public string? ParentOf(string idTag) => Known(idTag)?.ParentIdTag;

    /// <summary>§3.5.2, §9.1.1, §9.1.20; nobody charges at a station that no CSMS ever accepted (§4.2.1).</summary>
    private Verdict Offline(KnownTag? known)
    {
        if (!core.Memory.State.OnceAccepted) return new Verdict(Allowed: false, ParentIdTag: null, "the station was never accepted");
        if (known is not null)
        {
            var allowed = known.Valid && core.Configuration.Flag("LocalAuthorizeOffline");
            return new Verdict(allowed, known.ParentIdTag, allowed ? $"offline, known from the {known.Where}" : "offline, not allowed");
        }
        return core.Configuration.Flag("AllowOfflineTxForUnknownId")
            ? new Verdict(Allowed: true, ParentIdTag: null, "offline, unknown id tags are allowed")
            : new Verdict(Allowed: false, ParentIdTag: null, "offline, unknown");
    }

    /// <summary>What the station itself knows of a tag; §3.5.3: the list comes before the cache.</summary>
    private KnownTag? Known(string idTag) =>
        list.Find(idTag) is { } listed ? new KnownTag(list.IsValid(listed), listed.ParentIdTag, "local list")
        : cache.Find(idTag) is { } cached ? new KnownTag(cache.IsValid(cached), cached.ParentIdTag, "cache")
        : null;

    private sealed record KnownTag(bool Valid, string? ParentIdTag, string Where);
}
