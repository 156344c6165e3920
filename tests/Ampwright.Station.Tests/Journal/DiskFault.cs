namespace Ampwright.Station.Tests.Journal;

internal enum DiskFault
{
    None,

    /// <summary>EIO: nothing is done; of a sync, everything pending is dropped.</summary>
    IoError,

    /// <summary>ENOSPC: half of a write is done.</summary>
    NoSpace,

    /// <summary>The machine stops in the middle of the call and makes no other.</summary>
    PowerCut,
}
