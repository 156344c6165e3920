using Ampwright.Csms.Connections;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Authorization;

/// <summary>OCPP 1.6 ed. 2 §4.1. Answered at once: a driver stands before the station. The decision is kept behind the answer.</summary>
internal sealed class AuthorizeHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.Authorize;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now)
    {
        var request = (AuthorizeRequest)call.Request;
        return Step.FromStoreAndKept(connection =>
        {
            var decision = Authorizer.Decide(connection, station.StationId, request.IdTag, now);
            return (new AuthorizeResponse { IdTagInfo = decision.Info }, Keep);

            void Keep(WriteUnit unit)
            {
                DecisionTrace.Keep(unit, station.StationId, Catalogue.Authorize.Name, decision, at: now);
                if (decision.Reason == DecisionReason.CardLearning) CardLearning.Found(unit, station.StationId, station.Identity, request.IdTag);
            }
        });
    }
}
