using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>One prepared statement of SQLite with what is known of it for ever: its parameters and its columns.</summary>
internal sealed unsafe class PreparedStatement : IDisposable
{
    private readonly nint _database;
    private readonly string[] _parameters;
    private readonly string[] _names;
    private readonly Type[] _declared;
    // The last caller's names, by position: the same caller gives the same strings again.
    private readonly (string Name, int Index)[] _lastNames;
    private nint _statement;

    private PreparedStatement(nint database, nint statement, string text)
    {
        _database = database;
        _statement = statement;
        Text = text;
        ReadOnly = SqliteApi.IsReadOnly(statement) != 0;
        _parameters = new string[SqliteApi.ParameterCount(statement)];
        for (var i = 0; i < _parameters.Length; i++) _parameters[i] = Marshal.PtrToStringUTF8((nint)SqliteApi.ParameterName(statement, i + 1))?[1..] ?? "";
        _lastNames = new (string, int)[_parameters.Length];
        _names = new string[SqliteApi.ColumnCount(statement)];
        _declared = new Type[_names.Length];
        for (var i = 0; i < _names.Length; i++)
        {
            _names[i] = Marshal.PtrToStringUTF8((nint)SqliteApi.ColumnName(statement, i)) ?? "";
            _declared[i] = TypeOfDeclared(Marshal.PtrToStringUTF8((nint)SqliteApi.ColumnDeclaredType(statement, i)));
        }
    }

    public string Text { get; }

    public bool ReadOnly { get; }

    public int Columns => _names.Length;

    public IReadOnlyList<string> Names => _names;

    /// <summary>Rows that the last run inserted, changed or deleted; -1 for a statement that only reads.</summary>
    public int Changes => ReadOnly ? -1 : SqliteApi.Changes(_database);

    /// <exception cref="SqliteException">SQLite does not understand the text.</exception>
    /// <exception cref="NotSupportedException">The text holds more than one statement.</exception>
    public static PreparedStatement Prepare(nint database, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            var result = SqliteApi.Prepare(database, start, bytes.Length, SqliteApi.Persistent, out var statement, out var rest);
            if (result != SqliteApi.Ok) throw Failure(database, result);
            if (bytes.AsSpan((int)(rest - start)).ContainsAnyExcept(" \t\r\n;"u8))
            {
                _ = SqliteApi.Finalize(statement);
                throw new NotSupportedException($"One statement at a time: {text}");
            }
            return new PreparedStatement(database, statement, text);
        }
    }

    /// <exception cref="InvalidOperationException">A parameter of the statement has no value.</exception>
    public void Bind(IReadOnlyList<NamedParameter> parameters)
    {
        var bound = 0;
        for (var i = 0; i < parameters.Count; i++)
        {
            var index = IndexOf(parameters[i].ParameterName, i);
            // One that the text does not name.
            if (index == 0) continue;
            Bind(index, parameters[i].Value);
            bound++;
        }
        if (bound < _parameters.Length) throw new InvalidOperationException(
            $"No value was given for {string.Join(", ", _parameters.Where(name => !parameters.Any(one => one.ParameterName.TrimStart('@') == name)))} in: {Text}");
    }

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var result = SqliteApi.Step(_statement);
        return result switch
        {
            SqliteApi.Row => true,
            SqliteApi.Done => false,
            _ => throw Failure(_database, result),
        };
    }

    /// <summary>Makes it ready for its next run.</summary>
    public void Reset() => _ = SqliteApi.Reset(_statement);

    public Type TypeOf(int column) => SqliteApi.ColumnType(_statement, column) switch
    {
        SqliteApi.Integer => typeof(long),
        SqliteApi.Float => typeof(double),
        SqliteApi.Text => typeof(string),
        SqliteApi.Blob => typeof(byte[]),
        _ => _declared[column],
    };

    public bool IsNull(int column) => SqliteApi.ColumnType(_statement, column) == SqliteApi.Null;

    public long Integer(int column) => SqliteApi.ColumnInteger(_statement, column);

    public double Double(int column) => SqliteApi.ColumnDouble(_statement, column);

    public string Characters(int column)
    {
        var text = SqliteApi.ColumnText(_statement, column);
        return Encoding.UTF8.GetString(text, SqliteApi.ColumnBytes(_statement, column));
    }

    public byte[] Bytes(int column)
    {
        var bytes = SqliteApi.ColumnBlob(_statement, column);
        return new ReadOnlySpan<byte>(bytes, SqliteApi.ColumnBytes(_statement, column)).ToArray();
    }

    public object Value(int column) => SqliteApi.ColumnType(_statement, column) switch
    {
        SqliteApi.Integer => Integer(column),
        SqliteApi.Float => Double(column),
        SqliteApi.Text => Characters(column),
        SqliteApi.Blob => Bytes(column),
        _ => DBNull.Value,
    };

    public void Dispose()
    {
        if (_statement == 0) return;
        _ = SqliteApi.Finalize(_statement);
        _statement = 0;
    }

    private int IndexOf(string name, int position)
    {
        if (position < _lastNames.Length && ReferenceEquals(_lastNames[position].Name, name)) return _lastNames[position].Index;
        var index = Array.IndexOf(_parameters, name.TrimStart('@')) + 1;
        if (position < _lastNames.Length) _lastNames[position] = (name, index);
        return index;
    }

    private void Bind(int index, object? value)
    {
        var result = value switch
        {
            null or DBNull => SqliteApi.BindNull(_statement, index),
            string text => BindText(index, text),
            long or int or short or byte or uint or ushort or sbyte => SqliteApi.BindInteger(_statement, index, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            bool truth => SqliteApi.BindInteger(_statement, index, truth ? 1 : 0),
            double or float => SqliteApi.BindDouble(_statement, index, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            decimal number => BindText(index, number.ToString("0.0###########################", CultureInfo.InvariantCulture)),
            byte[] bytes => BindBytes(index, bytes),
            _ => throw new NotSupportedException($"SQLite has no place for a {value.GetType()}."),
        };
        if (result != SqliteApi.Ok) throw Failure(_database, result);
    }

    private int BindText(int index, string text)
    {
        const int OnStack = 600;
        if (text.Length <= OnStack / 3)
        {
            var bytes = stackalloc byte[OnStack];
            return SqliteApi.BindText(_statement, index, bytes, Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, OnStack)), SqliteApi.Transient);
        }
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, rented);
            fixed (byte* bytes = rented) return SqliteApi.BindText(_statement, index, bytes, length, SqliteApi.Transient);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private int BindBytes(int index, byte[] value)
    {
        // No bytes at the address null would be NULL.
        if (value.Length == 0) return SqliteApi.BindEmptyBlob(_statement, index, 0);
        fixed (byte* bytes = value) return SqliteApi.BindBlob(_statement, index, bytes, value.Length, SqliteApi.Transient);
    }

    private static Type TypeOfDeclared(string? declared) => declared switch
    {
        "INTEGER" => typeof(long),
        "REAL" => typeof(double),
        "TEXT" => typeof(string),
        _ => typeof(byte[]),
    };

    private static SqliteException Failure(nint database, int result) =>
        new($"SQLite Error {result & 0xFF}: '{Marshal.PtrToStringUTF8((nint)SqliteApi.ErrorText(database))}'.", result & 0xFF, SqliteApi.ExtendedErrorCode(database));
}
