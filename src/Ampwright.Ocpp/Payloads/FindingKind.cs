namespace Ampwright.Ocpp.Payloads;

/// <summary>Deviations that tolerant reading survives; all are seen in the field.</summary>
public enum FindingKind
{
    /// <summary>An optional field was sent as null.</summary>
    NullField,

    /// <summary>A field the standard does not know was ignored.</summary>
    UnknownField,

    /// <summary>A field name in the wrong case.</summary>
    FieldNameCase,

    /// <summary>A number or boolean where a string is due.</summary>
    ScalarAsText,

    /// <summary>A string where a number is due.</summary>
    TextAsNumber,

    /// <summary>A string where a boolean is due.</summary>
    TextAsBoolean,

    /// <summary>A whole number written with a fraction or an exponent, or watt-hours with a fraction (rounded).</summary>
    FractionInInteger,

    /// <summary>A limit with more than one decimal.</summary>
    TooManyDecimals,

    /// <summary>A string longer than the standard allows, up to 255 characters.</summary>
    TooLong,

    /// <summary>A value that is not in the enumeration; its text is kept.</summary>
    UnknownValue,

    /// <summary>A value of the enumeration in the wrong case.</summary>
    ValueCase,

    /// <summary>A time without a zone, read as UTC.</summary>
    TimeWithoutZone,

    /// <summary>A time that ISO 8601 or a known product allows and RFC 3339 does not.</summary>
    TimeForm,
}
