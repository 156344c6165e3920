namespace Ampwright.Ocpp.Payloads;

/// <summary>One deviation met by tolerant reading.</summary>
/// <param name="Path">Where, as <c>meterValue[0].sampledValue[2].unit</c>.</param>
/// <param name="Kind">What kind of deviation.</param>
/// <param name="Text">What was met, in words; at most 255 characters.</param>
public sealed record Finding(string Path, FindingKind Kind, string Text);
