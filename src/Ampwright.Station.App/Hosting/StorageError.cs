namespace Ampwright.Station.App.Hosting;

/// <summary>How the disk refuses.</summary>
internal enum StorageError
{
    /// <summary>EIO, on every call.</summary>
    Io,

    /// <summary>ENOSPC, on calls that write.</summary>
    NoSpace,
}
