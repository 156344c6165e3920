using System.Collections;
using System.Data.Common;

namespace Ampwright.Csms.Storage.Postgres;

internal sealed class NamedParameters : DbParameterCollection
{
    private readonly List<NamedParameter> _all = [];

    public override int Count => _all.Count;

    public override object SyncRoot => _all;

    /// <exception cref="InvalidOperationException">The statement names a parameter that was not given.</exception>
    public NamedParameter Find(string name) =>
        IndexOf(name) is >= 0 and var index ? _all[index] : throw new InvalidOperationException($"The statement has no value for @{name}.");

    public override int Add(object value)
    {
        _all.Add((NamedParameter)value);
        return _all.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values) Add(value);
    }

    public override void Clear() => _all.Clear();

    public override bool Contains(object value) => _all.Contains((NamedParameter)value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_all).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _all.GetEnumerator();

    public override int IndexOf(object value) => _all.IndexOf((NamedParameter)value);

    public override int IndexOf(string parameterName) =>
        _all.FindIndex(parameter => parameter.ParameterName.AsSpan().TrimStart('@').Equals(parameterName.AsSpan().TrimStart('@'), StringComparison.OrdinalIgnoreCase));

    public override void Insert(int index, object value) => _all.Insert(index, (NamedParameter)value);

    public override void Remove(object value) => _all.Remove((NamedParameter)value);

    public override void RemoveAt(int index) => _all.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _all.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => _all[index];

    protected override DbParameter GetParameter(string parameterName) => Find(parameterName);

    protected override void SetParameter(int index, DbParameter value) => _all[index] = (NamedParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => _all[IndexOf(parameterName)] = (NamedParameter)value;
}
