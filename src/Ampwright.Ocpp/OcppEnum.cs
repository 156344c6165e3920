using System.Diagnostics.CodeAnalysis;

namespace Ampwright.Ocpp;

/// <summary>
/// A value of one of the standard's enumerations, or the text that a station sent instead: an unknown value is kept as it came
/// and is never mistaken for a known one.
/// </summary>
public readonly struct OcppEnum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>
    : IEquatable<OcppEnum<TEnum>>
    where TEnum : struct, Enum
{
    private readonly TEnum _value;
    private readonly string? _unknown;

    public OcppEnum(TEnum value)
    {
        _value = value;
    }

    private OcppEnum(string unknown)
    {
        _unknown = unknown;
    }

    /// <summary>Whether the value is one of the standard's.</summary>
    public bool IsKnown => _unknown is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The text is not one of the standard's; look at <see cref="IsKnown"/> first.</exception>
    public TEnum Value => _unknown is null ? _value : throw new InvalidOperationException($"'{_unknown}' is not a known {typeof(TEnum).Name}.");

    /// <summary>The text on the wire.</summary>
    public string Text => _unknown ?? EnumSpelling<TEnum>.TextOf(_value);

    internal TEnum KnownValue => _value;

    /// <summary>The value of a text, known or not; the spelling counts.</summary>
    public static OcppEnum<TEnum> Parse(string text) =>
        EnumSpelling<TEnum>.TryParse(text, out var value) ? new OcppEnum<TEnum>(value) : new OcppEnum<TEnum>(text);

    public bool Is(TEnum value) => _unknown is null && EqualityComparer<TEnum>.Default.Equals(_value, value);

    public bool Equals(OcppEnum<TEnum> other) =>
        string.Equals(_unknown, other._unknown, StringComparison.Ordinal)
        && (_unknown is not null || EqualityComparer<TEnum>.Default.Equals(_value, other._value));

    public override bool Equals(object? obj) => obj is OcppEnum<TEnum> other && Equals(other);

    public override int GetHashCode() => _unknown?.GetHashCode(StringComparison.Ordinal) ?? _value.GetHashCode();

    public override string ToString() => Text;

    public static implicit operator OcppEnum<TEnum>(TEnum value) => new(value);

    public static bool operator ==(OcppEnum<TEnum> left, OcppEnum<TEnum> right) => left.Equals(right);

    public static bool operator !=(OcppEnum<TEnum> left, OcppEnum<TEnum> right) => !left.Equals(right);
}
