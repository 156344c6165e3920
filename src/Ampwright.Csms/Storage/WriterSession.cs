using System.Data.Common;
using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>One connection of the writer, from its opening to the first failure of a batch.</summary>
internal abstract class WriterSession : IDisposable
{
    /// <summary>Where units run their SQL.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>
    /// By station, the epoch of its lease as far as it is known here: nearly every unit asks for it, and nobody else writes it. It may be ahead of the
    /// store after a failure, never behind: then a connection is refused that would have been right, and comes again.
    /// </summary>
    public Dictionary<long, long> Epochs { get; } = [];

    /// <summary>The transaction is gone, and with it every unit that ran in it: the batch cannot go on.</summary>
    public abstract bool IsLost { get; }

    /// <summary>Whether the database could not do it, whatever was asked of it: its disk is full, it is going down, it is in recovery.</summary>
    public abstract bool IsTrouble(Exception failure);

    /// <summary>Runs a statement whose outcome nobody reads, now or with the next one; <see cref="Keep"/> waits for it.</summary>
    public virtual void Write(string sql, object parameters) => Connection.Execute(sql, parameters);

    public abstract void Begin();

    /// <summary>Marks where a unit, or a part within one, begins.</summary>
    public abstract void Mark(string savepoint);

    /// <summary>Everything done since the mark has been carried out when this returns.</summary>
    public abstract void Keep(string savepoint);

    /// <summary>Takes back what was done since the mark, and nothing else.</summary>
    public abstract void Undo(string savepoint);

    /// <summary>Returns once everything is on the disk.</summary>
    public abstract void Commit();

    /// <summary>After the waiters were told: whatever there is to tidy.</summary>
    public virtual void Tidy()
    {
    }

    public abstract void Dispose();
}
