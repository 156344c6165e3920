using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Bench.Protocol;

/// <summary>What answering one Heartbeat allocates in a peer, from the received frame to the sent one.</summary>
internal static class HeartbeatCost
{
    public const double Bar = 512;

    private const int WarmUp = 20_000;
    private const int Measured = 100_000;

    public static async Task<Result> MeasureAsync()
    {
        long before = 0;
        long after = 0;
        using var socket = new ScriptedSocket("[2,\"6f1d3c8e-0a51-4e0c-9a53-2f1f0c8b7d11\",\"Heartbeat\",{}]"u8.ToArray(), WarmUp + Measured, answers =>
        {
            if (answers == WarmUp) before = GC.GetTotalAllocatedBytes(precise: true);
            if (answers == WarmUp + Measured) after = GC.GetTotalAllocatedBytes(precise: true);
        });
        await using var peer = new OcppPeer(socket, new Clock(), new OcppPeerOptions(), TimeProvider.System);
        await peer.RunAsync(CancellationToken.None);
        return new("Heartbeat answered, allocated from frame in to frame out", (after - before) / (double)Measured, " B", Bar, Bar);
    }

    private sealed class Clock : IInboundCalls
    {
        public RpcErrorCode? Admit(OcppAction action) => null;

        public ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed) =>
            new(new HeartbeatResponse { CurrentTime = TimeProvider.System.GetUtcNow() });
    }
}
