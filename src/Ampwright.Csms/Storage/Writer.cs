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
        var began = _time.GetTimestamp();
        try
        {
            _session ??= _store.ConnectWriter();
            _session.Begin();
            foreach (var unit in batch)
            {
                if (RunAlone(_session, unit)) good.Add(unit); // 2
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
            foreach (var unit in batch) unit.Fail(told);
            return;
        }
        _options.Committed?.Invoke(good.Count, _time.GetElapsedTime(began));
        // 4
        foreach (var unit in good)
        {
            foreach (var recorded in unit.Recorded) _events.Publish(recorded);
            unit.Succeed();
        }
        _session.Tidy();
    }

    private bool RunAlone(WriterSession session, QueuedUnit queued)
    {
        session.Mark(Unit);
        try
        {
            var unit = new WriteUnit(session, _time.GetUtcNow(), _options.PartFailed);
            queued.Run(unit);
            queued.Recorded = EventLog.Append(unit);
            session.Keep(Unit);
            return true;
        }
        catch (Exception failure)
        {
            session.Epochs.Clear();
            if (session.IsLost) throw new StorageException($"The store lost its transaction: {failure.Message}", failure);
            session.Undo(Unit);
            queued.Fail(session.IsTrouble(failure) ? new StorageException($"The store could not do it: {failure.Message}", failure) : failure);
            return false;
        }
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
