namespace Ampwright.Csms.Metrics;

/// <param name="Endpoint">Where metrics are posted to.</param>
/// <param name="Every">How often.</param>
internal sealed record OtlpSettings(Uri Endpoint, TimeSpan Every);
