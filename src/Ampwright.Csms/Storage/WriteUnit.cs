using Ampwright.Csms.Events;
using System.Data.Common;

namespace Ampwright.Csms.Storage;

/// <summary>
/// One unit of work inside the writer's transaction. All of it becomes durable or none; the events raised in it are
/// stored with it and reach the subscribers only after the commit.
/// </summary>
/// <param name="session">The writer's, inside its transaction.</param>
/// <param name="now">The writer's clock at the beginning of the unit.</param>
/// <param name="partFailed">Told of a part that failed and was left out; null: nobody.</param>
internal sealed class WriteUnit(WriterSession session, DateTimeOffset now, Action<Exception, string>? partFailed = null)
{
    private const string Part = "part";
    private readonly List<StateChange> _changes = [];

    public DbConnection Connection => session.Connection;

    /// <summary>
    /// Runs a statement whose outcome nobody reads, at the latest with the next one that is run or when the unit is kept: to a server it costs no
    /// journey of its own. What it breaks fails the unit all the same, only later.
    /// </summary>
    public void Write(string sql, object parameters) => session.Write(sql, parameters);

    /// <inheritdoc cref="WriterSession.Epochs"/>
    public Dictionary<long, long> Epochs => session.Epochs;

    /// <summary>The writer's clock at the beginning of the unit.</summary>
    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<StateChange> Changes => _changes;

    /// <summary>Whether it changes what somebody may: see <see cref="EventHub.AccessUnchanged"/>.</summary>
    public bool ChangesAccess { get; set; }

    public void Raise(StateChange change) => _changes.Add(change);

    /// <summary>Does something without which the rest of the unit is right all the same: if it fails, what it wrote and raised is undone, and the unit goes on.</summary>
    /// <param name="what">What is done, for the log.</param>
    /// <param name="part">Does it.</param>
    /// <returns>Why it failed; null when it did not.</returns>
    public Exception? Try(string what, Action part)
    {
        var raised = _changes.Count;
        session.Mark(Part);
        try
        {
            part();
            session.Keep(Part);
            return null;
        }
        catch (Exception failure) when (failure is not StorageException)
        {
            // Where the store has lost the transaction this fails as well, and with it the unit.
            session.Undo(Part);
            _changes.RemoveRange(raised, _changes.Count - raised);
            partFailed?.Invoke(failure, what);
            return failure;
        }
    }
}
