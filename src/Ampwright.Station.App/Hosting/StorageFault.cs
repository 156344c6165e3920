namespace Ampwright.Station.App.Hosting;

/// <summary>What ails the disk under a station's journal, over its lives; set from outside. Safe from any thread.</summary>
internal sealed class StorageFault
{
    private readonly Lock _lock = new();
    private StorageError? _error;
    private int? _callsLeft;

    /// <summary>The error, and how many calls still get it; null calls = until it is cleared. A null error = none.</summary>
    public (StorageError? Error, int? CallsLeft) Present
    {
        get
        {
            lock (_lock) return (_error, _callsLeft);
        }
    }

    /// <param name="calls">How many; null = all until <see cref="Clear"/>.</param>
    public void Begin(StorageError error, int? calls)
    {
        lock (_lock) (_error, _callsLeft) = (error, calls);
    }

    /// <summary>False when nothing failed.</summary>
    public bool Clear()
    {
        lock (_lock)
        {
            if (_error is null) return false;
            (_error, _callsLeft) = (null, null);
            return true;
        }
    }

    /// <param name="takesSpace">The call may need more room on the disk; a full disk refuses only those.</param>
    /// <exception cref="IOException">The fault strikes.</exception>
    public void Strike(bool takesSpace)
    {
        lock (_lock)
        {
            if (_error is not { } error || (error == StorageError.NoSpace && !takesSpace)) return;
            if (_callsLeft is { } left && (_callsLeft = left - 1) == 0) (_error, _callsLeft) = (null, null);
            throw new IOException(error == StorageError.NoSpace ? "No space left on device (ENOSPC, made by hand)." : "Input/output error (EIO, made by hand).");
        }
    }
}
