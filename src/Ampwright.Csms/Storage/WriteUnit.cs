using Ampwright.Csms.Events;
using System.Data.Common;

namespace Ampwright.Csms.Storage;

/// <summary>
/// One unit of work inside the writer's transaction. All of it becomes durable or none; the events raised in it are
/// stored with it and reach the subscribers only after the commit.
/// </summary>
internal sealed class WriteUnit(DbConnection connection, DateTimeOffset now)
{
    private readonly List<StateChange> _changes = [];

    public DbConnection Connection { get; } = connection;

    /// <summary>The writer's clock at the beginning of the unit.</summary>
    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<StateChange> Changes => _changes;

    public void Raise(StateChange change) => _changes.Add(change);
}
