using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.DataTransfer;

/// <summary>OCPP 1.6 ed. 2 §4.3. Each is kept as an event, whether it was understood or not: it is how engineers find out what a product sends.</summary>
internal sealed class DataTransferHandler(VendorMessages known) : IMessageHandler
{
    public OcppAction Action => Catalogue.DataTransfer;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now)
    {
        var request = (DataTransferRequest)call.Request;
        var (message, otherwise) = known.Find(request.VendorId, request.MessageId);
        return Step.AfterCommit(new DataTransferRecord(request, message, otherwise));
    }
}
