using System.Collections;
using System.Data.Common;
using System.Globalization;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>The rows of one run of a statement. The first is there from the beginning, as its values tell the types of columns that nobody declared.</summary>
internal sealed class PreparedReader(PreparedConnection connection, PreparedStatement statement, bool first) : DbDataReader
{
    private readonly bool _any = first;
    private bool _first = first;
    private bool _closed;

    public override int Depth => 0;

    public override int FieldCount => statement.Columns;

    public override bool HasRows => _any;

    public override bool IsClosed => _closed;

    public override int RecordsAffected => statement.Changes;

    public override object this[int ordinal] => statement.Value(ordinal);

    public override object this[string name] => statement.Value(GetOrdinal(name));

    public override bool Read()
    {
        if (!_first) return _any && statement.Step();
        _first = false;
        return true;
    }

    public override bool NextResult() => false;

    public override void Close()
    {
        if (_closed) return;
        _closed = true;
        statement.Reset();
        connection.Return(statement);
    }

    public override bool GetBoolean(int ordinal) => statement.Integer(ordinal) != 0;

    public override byte GetByte(int ordinal) => (byte)statement.Integer(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = statement.Bytes(ordinal);
        if (buffer is null) return bytes.Length;
        var count = (int)Math.Min(length, bytes.Length - dataOffset);
        Array.Copy(bytes, dataOffset, buffer, bufferOffset, count);
        return count;
    }

    public override char GetChar(int ordinal) => statement.Characters(ordinal)[0];

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = statement.Characters(ordinal);
        if (buffer is null) return text.Length;
        var count = (int)Math.Min(length, text.Length - dataOffset);
        text.CopyTo((int)dataOffset, buffer, bufferOffset, count);
        return count;
    }

    public override string GetDataTypeName(int ordinal) => statement.TypeOf(ordinal).Name;

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException("Instants are kept as text.");

    public override decimal GetDecimal(int ordinal) => decimal.Parse(statement.Characters(ordinal), NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);

    public override double GetDouble(int ordinal) => statement.Double(ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override Type GetFieldType(int ordinal) => statement.TypeOf(ordinal);

    public override float GetFloat(int ordinal) => (float)statement.Double(ordinal);

    public override Guid GetGuid(int ordinal) => Guid.Parse(statement.Characters(ordinal));

    public override short GetInt16(int ordinal) => checked((short)statement.Integer(ordinal));

    public override int GetInt32(int ordinal) => checked((int)statement.Integer(ordinal));

    public override long GetInt64(int ordinal) => statement.Integer(ordinal);

    public override string GetName(int ordinal) => statement.Names[ordinal];

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < statement.Columns; i++)
        {
            if (string.Equals(statement.Names[i], name, StringComparison.OrdinalIgnoreCase)) return i;
        }
        throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such column.");
    }

    public override string GetString(int ordinal) => statement.Characters(ordinal);

    public override object GetValue(int ordinal) => statement.Value(ordinal);

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, statement.Columns);
        for (var i = 0; i < count; i++) values[i] = statement.Value(i);
        return count;
    }

    public override bool IsDBNull(int ordinal) => statement.IsNull(ordinal);

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }
}
