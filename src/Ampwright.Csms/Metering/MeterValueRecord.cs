namespace Ampwright.Csms.Metering;

/// <summary>All values a station sampled at one instant.</summary>
internal sealed record MeterValueRecord
{
    public long MeterValueId { get; init; }
    public int ConnectorId { get; init; }
    public DateTimeOffset SampledAt { get; init; }

    /// <summary>The time stamp as the station wrote it.</summary>
    public string? SampledText { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The message that brought them: MeterValues or StopTransaction.</summary>
    public string Source { get; init; } = "";

    /// <summary>The list <c>sampledValue</c> of OCPP as JSON, values unchanged.</summary>
    public string SampledValues { get; init; } = "[]";
}
