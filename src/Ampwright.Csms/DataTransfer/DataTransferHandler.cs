using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.DataTransfer;

/// <summary>OCPP 1.6 ed. 2 §4.3. No vendor's extension is known here, which is what the answer says.</summary>
internal sealed class DataTransferHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.DataTransfer;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) =>
        Step.Answer(new DataTransferResponse { Status = DataTransferStatus.UnknownVendorId });
}
