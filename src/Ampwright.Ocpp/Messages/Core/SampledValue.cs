using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>One value of a meter. An absent field has the standard's default, named at each. OCPP 1.6 ed. 2 §7.43.</summary>
public sealed record SampledValue
{
    /// <summary>A decimal number as text; with format SignedData, the signed data.</summary>
    public required string Value { get; init; }

    /// <summary>Absent: Sample.Periodic.</summary>
    public OcppEnum<ReadingContext>? Context { get; init; }

    /// <summary>Absent: Raw.</summary>
    public OcppEnum<ValueFormat>? Format { get; init; }

    /// <summary>Absent: Energy.Active.Import.Register.</summary>
    public OcppEnum<Measurand>? Measurand { get; init; }

    /// <summary>Absent: over all phases.</summary>
    public OcppEnum<Phase>? Phase { get; init; }

    /// <summary>Absent: Outlet.</summary>
    public OcppEnum<Location>? Location { get; init; }

    /// <summary>Absent: Wh for energy. Frequency is in Hertz and has no unit of the standard (errata v4.0 3.84).</summary>
    public OcppEnum<UnitOfMeasure>? Unit { get; init; }

    internal static readonly PayloadShape<SampledValue> Shape = new PayloadShape<SampledValue>()
        .Text("value", payload => payload.Value)
        .OptionalEnum("context", payload => payload.Context)
        .OptionalEnum("format", payload => payload.Format)
        .OptionalEnum("measurand", payload => payload.Measurand)
        .OptionalEnum("phase", payload => payload.Phase)
        .OptionalEnum("location", payload => payload.Location)
        .OptionalEnum("unit", payload => payload.Unit)
        .Reads(values => new()
        {
            Value = values.Text(0),
            Context = values.OptionalEnum<ReadingContext>(1),
            Format = values.OptionalEnum<ValueFormat>(2),
            Measurand = values.OptionalEnum<Measurand>(3),
            Phase = values.OptionalEnum<Phase>(4),
            Location = values.OptionalEnum<Location>(5),
            Unit = values.OptionalEnum<UnitOfMeasure>(6),
        });
}
