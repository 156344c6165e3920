using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.DataTransfer;

internal sealed class DataTransferRecord(DataTransferRequest request, VendorMessage? message, DataTransferStatus otherwise) : Effect
{
    /// <summary>Characters of the data that are kept; a message may carry megabytes.</summary>
    public const int KeptCharacters = 4096;

    public override object Apply(WriteUnit unit, Lease lease)
    {
        var answer = message?.Apply(unit, lease, request) ?? new DataTransferResponse { Status = otherwise };
        unit.Raise(new DataTransferred(
            request.VendorId, request.MessageId, Kept(request.Data), request.Data?.Length ?? 0, answer.Status.Text)
        { Station = lease.Identity });
        return answer;
    }

    private static string? Kept(string? data)
    {
        if (data is null || data.Length <= KeptCharacters) return data;
        // Half of a character outside the basic plane is no text.
        return data[..(char.IsHighSurrogate(data[KeptCharacters - 1]) ? KeptCharacters - 1 : KeptCharacters)];
    }
}
