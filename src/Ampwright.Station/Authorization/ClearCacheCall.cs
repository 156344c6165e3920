using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Authorization;

/// <summary>Carries out ClearCache. OCPP 1.6 ed. 2 §5.4; Rejected where there is no cache (errata v4.0 3.23).</summary>
internal sealed class ClearCacheCall(AuthorizationCache cache)
{
    public CallAnswer Answer(ClearCacheRequest _)
    {
        if (!cache.Exists) return new CallAnswer(new ClearCacheResponse { Status = ClearCacheStatus.Rejected });
        cache.Clear();
        return new CallAnswer(new ClearCacheResponse { Status = ClearCacheStatus.Accepted });
    }
}
