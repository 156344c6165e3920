using System.Data.Common;
using System.Threading.Channels;
using Ampwright.Csms.Events;

namespace Ampwright.Csms.Storage;

/// <summary>
/// The only one who writes. Effects of many stations share one database transaction:
/// <code>
///  units ──1 take what waits──► BEGIN ─2─► SAVEPOINT, unit, its events, RELEASE ─3─► COMMIT (fsync) ─4─► events out, waiters go on
///                                            └── a unit that fails: ROLLBACK TO, it alone fails
/// </code>
/// Nobody is told "stored" before step 3 returned.
/// </summary>
internal sealed class Writer
{
    private const string Unit = "unit";
    private readonly Channel<QueuedUnit> _queue;
    private readonly Store _store;
    private readonly DatabaseOptions _options;
    private readonly TimeProvider _time;
    private readonly EventHub _events;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriterSession? _session;
    private volatile StorageException? _refusal;
    private long _refusedSince;
    private long _refusedUnits;

    public Writer(Store store, DatabaseOptions options, TimeProvider time, EventHub events)
    {
        _store = store;
        _options = options;
        _time = time;
        _events = events;
        _queue = Channel.CreateBounded<QueuedUnit>(new BoundedChannelOptions(options.WaitingUnits) { SingleReader = true });
        _thread = new Thread(Work) { Name = "storage writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why the last batch, or a unit in it, found no place in the store; null when all of it did.</summary>
    public StorageException? Refusal => _refusal;

    /// <summary>Units that wait.</summary>
    public int Waiting => _queue.Reader.Count;

    public async Task<T> EnqueueAsync<T>(Func<WriteUnit, T> work)
    {
        var unit = new QueuedUnit<T>(work);
        try
        {
            await _queue.Writer.WriteAsync(unit);
        }
        catch (ChannelClosedException closed)
        {
            throw new StorageException("The store is closed.", closed);
        }
        return await unit.Done;
    }

    /// <summary>Takes no more units, finishes those that wait, and closes.</summary>
    public Task CloseAsync()
    {
        _queue.Writer.TryComplete();
        return _ended.Task;
    }

    private void Work()
    {
        var batch = new List<QueuedUnit>(_options.UnitsPerCommit);
        // A blocking wait on a thread of its own: one transaction at a time, and SQLite knows no asynchronous I/O.
#pragma warning disable VSTHRD002
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
#pragma warning restore VSTHRD002
        {
            // 1
            batch.Clear();
            while (batch.Count < _options.UnitsPerCommit && _queue.Reader.TryRead(out var unit)) batch.Add(unit);
            if (batch.Count > 0) Process(batch);
        }
        Drop();
        _ended.SetResult();
    }

    private void Process(List<QueuedUnit> batch)
    {
        var good = new List<QueuedUnit>(batch.Count);
        StorageException? trouble = null;
        var began = _time.GetTimestamp();
        try
        {
            _session ??= _store.ConnectWriter();
            _session.Begin();
            foreach (var unit in batch)
            {
                if (RunAlone(_session, unit, ref trouble)) good.Add(unit); // 2
            }
            _options.BeforeCommit?.Invoke();
            _session.Commit(); // 3
        }
        catch (Exception failure)
        {
            // Whatever the cause, the whole batch is not known to be durable. A new connection starts clean: a failed
            // flush is never tried again on the same pages.
            Drop();
            var told = failure as StorageException ?? new StorageException($"The store refused to commit: {failure.Message}", failure);
            Note(told, batch.Count);
            foreach (var unit in batch) unit.Fail(told);
            return;
        }
        Note(trouble, batch.Count - good.Count);
        _options.Committed?.Invoke(good.Count, _time.GetElapsedTime(began));
        // 4
        foreach (var unit in good)
        {
            if (unit.ChangesAccess) _events.AccessChanged();
            foreach (var recorded in unit.Recorded) _events.Publish(recorded);
            unit.Succeed();
        }
        _session.Tidy();
    }

    private bool RunAlone(WriterSession session, QueuedUnit queued, ref StorageException? trouble)
    {
        session.Mark(Unit);
        try
        {
            var unit = new WriteUnit(session, _time.GetUtcNow(), _options.PartFailed);
            queued.Run(unit);
            queued.Recorded = EventLog.Append(unit);
            queued.ChangesAccess = unit.ChangesAccess;
            session.Keep(Unit);
            return true;
        }
        catch (Exception failure)
        {
            session.Epochs.Clear();
            if (session.IsLost) throw new StorageException($"The store lost its transaction: {failure.Message}", failure);
            session.Undo(Unit);
            if (session.IsTrouble(failure)) trouble = new StorageException($"The store could not do it: {failure.Message}", failure);
            queued.Fail(session.IsTrouble(failure) ? trouble! : failure);
            return false;
        }
    }

    private void Note(StorageException? refusal, int units)
    {
        var before = _refusal;
        if (refusal is not null)
        {
            if (before is null) (_refusedSince, _refusedUnits) = (_time.GetTimestamp(), 0);
            _refusedUnits += units;
        }
        _refusal = refusal;
        if (before is null && refusal is not null) _options.Refused?.Invoke(refusal);
        else if (before is not null && refusal is null) _options.TakesAgain?.Invoke(_time.GetElapsedTime(_refusedSince), _refusedUnits);
    }

    private void Drop()
    {
        try
        {
            _session?.Dispose();
        }
        catch (DbException)
        {
            // The connection is given up either way.
        }
        _session = null;
    }
}
