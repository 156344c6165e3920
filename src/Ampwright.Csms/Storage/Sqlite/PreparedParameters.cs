using System.Collections;
using System.Data.Common;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>The parameters of one <see cref="PreparedCommand"/>, in the order they were given.</summary>
internal sealed class PreparedParameters : DbParameterCollection
{
    public List<PreparedParameter> All { get; } = [];

    public override int Count => All.Count;

    public override object SyncRoot => All;

    public override int Add(object value)
    {
        All.Add((PreparedParameter)value);
        return All.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values) Add(value);
    }

    public override void Clear() => All.Clear();

    public override bool Contains(object value) => All.Contains((PreparedParameter)value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)All).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => All.GetEnumerator();

    public override int IndexOf(object value) => All.IndexOf((PreparedParameter)value);

    public override int IndexOf(string parameterName) => All.FindIndex(one => string.Equals(one.ParameterName, parameterName, StringComparison.Ordinal));

    public override void Insert(int index, object value) => All.Insert(index, (PreparedParameter)value);

    public override void Remove(object value) => All.Remove((PreparedParameter)value);

    public override void RemoveAt(int index) => All.RemoveAt(index);

    public override void RemoveAt(string parameterName) => All.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => All[index];

    protected override DbParameter GetParameter(string parameterName) => All[IndexOf(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => All[index] = (PreparedParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => All[IndexOf(parameterName)] = (PreparedParameter)value;
}
