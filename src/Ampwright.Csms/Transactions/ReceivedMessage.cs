using System.Security.Cryptography;
using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Transactions;

/// <summary>A transaction message as it came: the same id and the same payload make it the same message.</summary>
internal sealed record ReceivedMessage(OcppAction Action, string MessageId, byte[] Payload)
{
    /// <summary>SHA-256 over the action's name and the payload.</summary>
    public byte[] Hash { get; } = SHA256.HashData([.. Encoding.ASCII.GetBytes(Action.Name), 0, .. Payload]);

    public static ReceivedMessage Of(InboundCall call) => new(call.Action, call.MessageId, call.Payload.ToArray());
}
