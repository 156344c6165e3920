namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>A charging schedule period as the cases write it.</summary>
/// <param name="Start">Seconds since the schedule's start.</param>
/// <param name="Limit">In amperes; in a run with watts it stands for thousands of them.</param>
internal sealed record Period(int Start, int Limit);
