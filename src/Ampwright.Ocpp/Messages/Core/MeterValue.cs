using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Values that a meter showed at one instant. OCPP 1.6 ed. 2 §7.33.</summary>
public sealed record MeterValue
{
    /// <summary>When the values were taken.</summary>
    public required OcppTime Timestamp { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<SampledValue> SampledValue { get; init; }

    internal static readonly PayloadShape<MeterValue> Shape = new PayloadShape<MeterValue>()
        .Time("timestamp", payload => payload.Timestamp)
        .List("sampledValue", payload => payload.SampledValue, Core.SampledValue.Shape, min: 1)
        .Reads(values => new()
        {
            Timestamp = values.Time(0),
            SampledValue = values.List<SampledValue>(1),
        });
}
