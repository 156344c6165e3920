using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Transactions;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Metering;

/// <summary>OCPP 1.6 ed. 2 §4.7; see <see cref="MeterValuesRecord"/>.</summary>
internal sealed class MeterValuesHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.MeterValues;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) =>
        Step.AfterCommit(new MeterValuesRecord(ReceivedMessage.Of(call), (MeterValuesRequest)call.Request));
}
