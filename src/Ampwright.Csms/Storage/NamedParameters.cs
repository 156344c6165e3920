using System.Collections;
using System.Data.Common;

namespace Ampwright.Csms.Storage;

/// <summary>The parameters of one command, in the order they were given.</summary>
internal sealed class NamedParameters<TParameter> : DbParameterCollection
    where TParameter : NamedParameter
{
    private readonly List<TParameter> _all = [];

    public IReadOnlyList<TParameter> All => _all;

    public override int Count => _all.Count;

    public override object SyncRoot => _all;

    /// <exception cref="InvalidOperationException">The statement names a parameter that was not given.</exception>
    /// <param name="name">The parameter's name.</param>
    /// <param name="position">Where it most likely is: a text names its parameters in the order in which they are given.</param>
    public TParameter Find(string name, int position = 0) =>
        position < _all.Count && string.Equals(_all[position].ParameterName, name, StringComparison.Ordinal) ? _all[position]
        : IndexOf(name) is >= 0 and var index ? _all[index] : throw new InvalidOperationException($"The statement has no value for @{name}.");

    public override int Add(object value)
    {
        _all.Add((TParameter)value);
        return _all.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values) Add(value);
    }

    public override void Clear() => _all.Clear();

    public override bool Contains(object value) => _all.Contains((TParameter)value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_all).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _all.GetEnumerator();

    public override int IndexOf(object value) => _all.IndexOf((TParameter)value);

    public override int IndexOf(string parameterName) =>
        _all.FindIndex(parameter => parameter.ParameterName.AsSpan().TrimStart('@').Equals(parameterName.AsSpan().TrimStart('@'), StringComparison.OrdinalIgnoreCase));

    public override void Insert(int index, object value) => _all.Insert(index, (TParameter)value);

    public override void Remove(object value) => _all.Remove((TParameter)value);

    public override void RemoveAt(int index) => _all.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _all.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => _all[index];

    protected override DbParameter GetParameter(string parameterName) => Find(parameterName);

    protected override void SetParameter(int index, DbParameter value) => _all[index] = (TParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => _all[IndexOf(parameterName)] = (TParameter)value;
}
