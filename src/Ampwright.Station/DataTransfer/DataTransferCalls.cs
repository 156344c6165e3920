using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Connection;

namespace Ampwright.Station.DataTransfer;

/// <summary>Answers DataTransfer: this station has no extension of any vendor. OCPP 1.6 ed. 2 §5.6.</summary>
internal static class DataTransferCalls
{
    public static CallAnswer Answer(DataTransferRequest _) => new(new DataTransferResponse { Status = DataTransferStatus.UnknownVendorId });
}
