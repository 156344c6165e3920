using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>
/// The writer's connection. It keeps each statement prepared, by its text: parsing costs more than running, and all texts are ours, so
/// there are only some dozens.
/// </summary>
internal sealed class WriterConnection(string connectionString) : SqliteConnection(connectionString)
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>Off while the connection is set up.</summary>
    public bool KeepsStatements { get; set; }

    protected override DbCommand CreateDbCommand() => KeepsStatements ? new KeptCommand(this) : base.CreateDbCommand();

    [SuppressMessage("Security", "CA2100", Justification = "The texts are the program's own; values are parameters.")]
    private SqliteCommand Prepared(string text)
    {
        if (!_prepared.TryGetValue(text, out var command))
        {
            command = new SqliteCommand(text, this);
            command.Prepare();
            _prepared.Add(text, command);
        }
        command.Parameters.Clear();
        return command;
    }

    /// <summary>What Dapper sees: a command that is new each time, over a statement that is not.</summary>
    private sealed class KeptCommand(WriterConnection connection) : DbCommand
    {
        private SqliteCommand? _kept;
        private string _text = "";

        [AllowNull]
        public override string CommandText
        {
            get => _text;
            set
            {
                _text = value ?? "";
                _kept = connection.Prepared(_text);
            }
        }

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => Kept.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        private SqliteCommand Kept => _kept ?? throw new InvalidOperationException("The command has no text yet.");

        public override int ExecuteNonQuery() => Kept.ExecuteNonQuery();

        public override object? ExecuteScalar() => Kept.ExecuteScalar();

        public override void Prepare()
        {
        }

        public override void Cancel()
        {
        }

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Kept.ExecuteReader(behavior & ~CommandBehavior.CloseConnection);

        protected override DbParameter CreateDbParameter() => Kept.CreateParameter();
    }
}
