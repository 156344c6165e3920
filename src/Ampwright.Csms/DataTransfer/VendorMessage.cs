using Ampwright.Csms.Connections;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.DataTransfer;

/// <summary>One message of a vendor's own that the CSMS understands.</summary>
/// <param name="VendorId">Compared without case (CiString).</param>
/// <param name="MessageId">Compared without case; null for the vendor's message that has none.</param>
/// <param name="Apply">What it changes and is answered with; runs in the writer, like every effect.</param>
internal sealed record VendorMessage(string VendorId, string? MessageId, Func<WriteUnit, Lease, DataTransferRequest, DataTransferResponse> Apply);
