using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Host;

internal sealed partial class BoardLink
{
    /// <summary>Faults of one board that are kept.</summary>
    private const int MostFaults = 64;

    private const string LinkFaultId = "board-link";

    private void RaiseLinkFault(string why)
    {
        if (!_faults.Exists(fault => fault.Id == LinkFaultId)) Raise(LinkFault(why));
    }

    private void Raise(HardwareFault fault)
    {
        Stand(fault);
        Publish(new FaultRaised(_clock.Now(), fault));
    }

    private void Stand(HardwareFault fault)
    {
        if (_faults.Count < MostFaults && !_faults.Exists(one => one.Id == fault.Id)) _faults.Add(fault);
    }

    private void Clear(HardwareFault fault)
    {
        _faults.Remove(fault);
        Publish(new FaultCleared(_clock.Now(), fault));
    }

    private static HardwareFault LinkFault(string why) =>
        new(LinkFaultId, FaultKind.Internal, FaultSeverity.Critical, Connector: null, "BOARD", why.Length > 50 ? why[..50] : why);
}
