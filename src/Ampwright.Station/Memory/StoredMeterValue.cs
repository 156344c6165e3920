namespace Ampwright.Station.Memory;

/// <summary>Meter values of one instant, as they will go out; all texts in the standard's spelling.</summary>
internal sealed record StoredMeterValue(Stamp At, string Context, IReadOnlyList<StoredSample> Samples);

/// <param name="Measurand">e.g. <c>Energy.Active.Import.Register</c>.</param>
/// <param name="Phase">e.g. <c>L1</c>; null = all phases together.</param>
/// <param name="Unit">Null where the standard has none (frequency, power factor).</param>
internal sealed record StoredSample(string Value, string Measurand, string? Phase, string? Unit, string? Location);
