using System.Diagnostics.CodeAnalysis;
using Ampwright.Ocpp.Payloads.Fields;

namespace Ampwright.Ocpp.Payloads;

internal sealed partial class PayloadShape<T>
{
    public PayloadShape<T> Text(string name, Func<T, string> get, int? max = null) => With(new TextField<T>(name, required: true, get, max));

    public PayloadShape<T> OptionalText(string name, Func<T, string?> get, int? max = null) => With(new TextField<T>(name, required: false, get, max));

    public PayloadShape<T> Uri(string name, Func<T, string> get) => With(new UriField<T>(name, get));

    public PayloadShape<T> Integer(string name, Func<T, int> get, int? from = null, bool wattHours = false) =>
        With(new IntegerField<T>(name, required: true, payload => get(payload), from, wattHours));

    public PayloadShape<T> OptionalInteger(string name, Func<T, int?> get, int? from = null) =>
        With(new IntegerField<T>(name, required: false, get, from, wattHours: false));

    public PayloadShape<T> Boolean(string name, Func<T, bool> get) => With(new BooleanField<T>(name, get));

    public PayloadShape<T> OneDecimal(string name, Func<T, decimal> get) => With(new OneDecimalField<T>(name, required: true, payload => get(payload)));

    public PayloadShape<T> OptionalOneDecimal(string name, Func<T, decimal?> get) => With(new OneDecimalField<T>(name, required: false, get));

    public PayloadShape<T> Time(string name, Func<T, OcppTime> get) => With(new TimeField<T>(name, required: true, payload => get(payload)));

    public PayloadShape<T> OptionalTime(string name, Func<T, OcppTime?> get) => With(new TimeField<T>(name, required: false, get));

    public PayloadShape<T> Enum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(string name, Func<T, OcppEnum<TEnum>> get)
        where TEnum : struct, Enum => With(new EnumField<T, TEnum>(name, required: true, payload => get(payload)));

    public PayloadShape<T> OptionalEnum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(string name, Func<T, OcppEnum<TEnum>?> get)
        where TEnum : struct, Enum => With(new EnumField<T, TEnum>(name, required: false, get));

    public PayloadShape<T> Object<TNested>(string name, Func<T, TNested> get, PayloadShape<TNested> shape)
        where TNested : class => With(new ObjectField<T, TNested>(name, required: true, get, shape));

    public PayloadShape<T> OptionalObject<TNested>(string name, Func<T, TNested?> get, PayloadShape<TNested> shape)
        where TNested : class => With(new ObjectField<T, TNested>(name, required: false, get, shape));

    public PayloadShape<T> List<TNested>(string name, Func<T, IReadOnlyList<TNested>> get, PayloadShape<TNested> shape, int min = 1)
        where TNested : class => With(new ObjectListField<T, TNested>(name, required: true, get, shape, min));

    public PayloadShape<T> OptionalList<TNested>(string name, Func<T, IReadOnlyList<TNested>?> get, PayloadShape<TNested> shape, int min = 0)
        where TNested : class => With(new ObjectListField<T, TNested>(name, required: false, get, shape, min));

    public PayloadShape<T> OptionalTextList(string name, Func<T, IReadOnlyList<string>?> get, int max) => With(new TextListField<T>(name, get, max));

    /// <summary>Ends the declaration; <paramref name="construct"/> takes the values by the position of their field.</summary>
    public PayloadShape<T> Reads(Construct<T> construct)
    {
        _construct = construct;
        return this;
    }

    private PayloadShape<T> With(PayloadField<T> field)
    {
        _fields = [.. _fields, field];
        return this;
    }
}
