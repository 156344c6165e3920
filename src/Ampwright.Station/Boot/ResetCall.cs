using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Queue;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Boot;

/// <summary>
/// Carries out Reset. OCPP 1.6 ed. 2 §5.14, errata v4.0 3.36: 1 answer, 2 stop what runs, 3 let the messages leave, 4 remember why,
/// 5 say goodbye, 6 start anew.
/// </summary>
internal sealed class ResetCall(
    StationCore core, CsmsConnection connection, TransactionQueue queue, IReadOnlyList<Connector> connectors)
{
    /// <summary>How long the messages of the stopped transactions may take to leave; what is left goes after the reset.</summary>
    public static readonly TimeSpan SoftPatience = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan HardPatience = TimeSpan.FromSeconds(10);

    public CallAnswer Answer(ResetRequest request)
    {
        if (!request.Type.IsKnown)
            throw new CallRefusedException(RpcErrorCode.PropertyConstraintViolation, $"type is Soft or Hard, not {request.Type.Text}");
        if (core.IsEnding) return new CallAnswer(new ResetResponse { Status = ResetStatus.Rejected });
        core.IsEnding = true;
        var hard = request.Type.Is(ResetType.Hard);
        return new CallAnswer(new ResetResponse { Status = ResetStatus.Accepted }, () => core.Loop.Start(() => ResetAsync(hard))); // 1
    }

    private async Task ResetAsync(bool hard)
    {
        // 2
        core.Trace.Note(hard ? "hard reset" : "soft reset");
        await Task.WhenAll(connectors.Select(connector => connector.StopForGood(hard ? Reason.HardReset : Reason.SoftReset)));

        // 3
        await Task.WhenAny(queue.EmptiedAsync(), core.DelayAsync(hard ? HardPatience : SoftPatience));

        // 4
        core.Memory.Record(new ResetOrdered(hard), durable: true);

        // 5
        await connection.CloseAsync("reset");

        // 6
        core.Port.Host.Reset(hard ? ResetKind.Hard : ResetKind.Soft);
    }
}
