using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Availability;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Queue;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Boot;

/// <summary>
/// Carries out Reset. OCPP 1.6 ed. 2 §5.14, errata v4.0 3.36: 1 answer, 2 stop what runs, 3 let messages and statuses leave, 4 remember why,
/// 5 say goodbye, 6 start anew, 7 or tell that the hardware does not (ResetRetries, §9.1.27; ResetFailure, §7.6).
/// </summary>
internal sealed class ResetCall(
    StationCore core, CsmsConnection connection, TransactionQueue queue, IReadOnlyList<Connector> connectors, FaultBoard faults)
{
    /// <summary>How long the messages of the stopped transactions may take to leave; what is left goes after the reset.</summary>
    public static readonly TimeSpan SoftPatience = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan HardPatience = TimeSpan.FromSeconds(10);

    /// <summary>The pause before a reset is tried again.</summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

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
        var told = Task.WhenAll([queue.EmptiedAsync(), .. connectors.Select(connector => connector.Reporter.ToldAsync())]);
        await Task.WhenAny(told, core.DelayAsync(hard ? HardPatience : SoftPatience));

        // 4
        core.Memory.Record(new ResetOrdered(hard), durable: true);

        // 5
        await connection.LeaveAsync("reset");

        // 6
        if (await TryAsync(hard ? ResetKind.Hard : ResetKind.Soft)) return;

        // 7
        core.Memory.Record(new ResetGivenUp(), durable: true);
        core.Trace.Note("the reset is given up");
        core.IsEnding = false;
        faults.Raise(new HardwareFault("runtime-reset", FaultKind.Reset, FaultSeverity.Warning, Connector: null, Info: "the hardware does not reset"));
        connection.ComeBack();
    }

    private async Task<bool> TryAsync(ResetKind kind)
    {
        var retries = core.Configuration.Number("ResetRetries");
        for (var retry = 0; ; retry++)
        {
            if (core.Port.Host.Reset(kind)) return true;
            core.Trace.Note($"the hardware does not reset (retry {retry} of {retries})");
            if (retry >= retries) return false;
            await core.DelayAsync(RetryPause);
        }
    }
}
