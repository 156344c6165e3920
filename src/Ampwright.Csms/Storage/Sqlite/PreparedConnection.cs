using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>
/// A connection that keeps each statement prepared, by its text: parsing costs more than running. The library's own commands look up every
/// parameter by name in three spellings and every column's type anew, each time, which is why running statements is done here and only opening and
/// closing is left to the library (docs/performance.md).
/// </summary>
internal sealed class PreparedConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Nearly all texts are fixed; a search with filters is put together of parts.
    private const int Most = 400;
    private readonly Dictionary<string, PreparedStatement> _prepared = new(new ByText());

    /// <summary>Off while the connection is set up.</summary>
    public bool KeepsStatements { get; set; }

    /// <summary>The statement with this text, which nobody else runs meanwhile; to be given back with <see cref="Return"/>.</summary>
    public PreparedStatement Take(string text)
    {
        if (text.Length > 0 && _prepared.Remove(text, out var kept)) return kept;
        return PreparedStatement.Prepare(Handle!.DangerousGetHandle(), text);
    }

    public void Return(PreparedStatement statement)
    {
        // Run within its own run: the second one goes.
        if (State != System.Data.ConnectionState.Open || !_prepared.TryAdd(statement.Text, statement)) statement.Dispose();
        if (_prepared.Count > Most) Forget();
    }

    protected override DbCommand CreateDbCommand() => KeepsStatements ? new PreparedCommand(this) : base.CreateDbCommand();

    public override void Close()
    {
        // SQLite closes no connection that has statements.
        Forget();
        base.Close();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Forget();
        base.Dispose(disposing);
    }

    /// <summary>Texts are long and mostly the very same object: a few characters tell them apart, and the object whether it is the one.</summary>
    private sealed class ByText : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string text) => HashCode.Combine(text.Length, text[text.Length / 4], text[text.Length / 2], text[text.Length * 3 / 4], text[^1]);
    }

    private void Forget()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
    }
}
