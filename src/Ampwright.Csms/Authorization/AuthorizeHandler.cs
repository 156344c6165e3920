using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Authorization;

/// <summary>OCPP 1.6 ed. 2 §4.1. Nothing is stored, so nothing has to be waited for.</summary>
internal sealed class AuthorizeHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.Authorize;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now)
    {
        var request = (AuthorizeRequest)call.Request;
        return Step.FromStore(connection => new AuthorizeResponse { IdTagInfo = IdTagVerdict.Judge(connection, request.IdTag, now) });
    }
}
