using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Transactions;

/// <summary>OCPP 1.6 ed. 2 §4.10; see <see cref="StopRecord"/>.</summary>
internal sealed class StopTransactionHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.StopTransaction;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) =>
        Step.AfterCommit(new StopRecord(ReceivedMessage.Of(call), (StopTransactionRequest)call.Request));
}
