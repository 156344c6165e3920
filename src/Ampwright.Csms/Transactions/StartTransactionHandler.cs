using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Transactions;

/// <summary>OCPP 1.6 ed. 2 §4.8; see <see cref="StartRecord"/>.</summary>
internal sealed class StartTransactionHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.StartTransaction;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) =>
        Step.AfterCommit(new StartRecord(ReceivedMessage.Of(call), (StartTransactionRequest)call.Request));
}
