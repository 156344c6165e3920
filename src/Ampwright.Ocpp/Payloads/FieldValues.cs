using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ampwright.Ocpp.Payloads;

/// <summary>The values of one object's fields, in the order in which its shape declares them, for the record to pick up.</summary>
internal readonly ref struct FieldValues
{
    private readonly ReadOnlySpan<Slot> _slots;

    internal FieldValues(ReadOnlySpan<Slot> slots)
    {
        _slots = slots;
    }

    public string Text(int field) => (string)_slots[field].Reference!;

    public string? OptionalText(int field) => (string?)_slots[field].Reference;

    public int Integer(int field) => (int)_slots[field].Integer;

    public int? OptionalInteger(int field) => _slots[field].Present ? (int)_slots[field].Integer : null;

    public bool Boolean(int field) => _slots[field].Integer != 0;

    public decimal Decimal(int field) => _slots[field].Number;

    public decimal? OptionalDecimal(int field) => _slots[field].Present ? _slots[field].Number : null;

    public OcppTime Time(int field) => _slots[field].Time;

    public OcppTime? OptionalTime(int field) => _slots[field].Present ? _slots[field].Time : null;

    public OcppEnum<TEnum> Enum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(int field)
        where TEnum : struct, Enum
    {
        ref readonly var slot = ref _slots[field];
        if (slot.Reference is string unknown) return OcppEnum<TEnum>.Parse(unknown);
        var value = (int)slot.Integer;
        return new OcppEnum<TEnum>(Unsafe.As<int, TEnum>(ref value));
    }

    public OcppEnum<TEnum>? OptionalEnum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(int field)
        where TEnum : struct, Enum => _slots[field].Present ? Enum<TEnum>(field) : null;

    public T Object<T>(int field)
        where T : class => (T)_slots[field].Reference!;

    public T? OptionalObject<T>(int field)
        where T : class => (T?)_slots[field].Reference;

    public IReadOnlyList<T> List<T>(int field) => (IReadOnlyList<T>)_slots[field].Reference!;

    public IReadOnlyList<T>? OptionalList<T>(int field) => (IReadOnlyList<T>?)_slots[field].Reference;
}
