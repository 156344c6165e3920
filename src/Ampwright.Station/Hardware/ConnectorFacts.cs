namespace Ampwright.Station.Hardware;

/// <summary>What one connector is and can do.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="PlugType">The connector's type in the certification programme's spelling, e.g. <c>sType2</c>, <c>cType2</c>.</param>
/// <param name="HasLock">False for a tethered cable: lock and unlock answer <see cref="LockOutcome.NotSupported"/>.</param>
/// <param name="LockFeedback">Whether the position of the bolt is measured.</param>
/// <param name="Phases">Phases wired to it: 1, 2 or 3.</param>
/// <param name="PhaseSwitching">When the number of active phases can be changed.</param>
/// <param name="MinMilliamperes">Least current that can be offered, mA; IEC 61851-1 has 6000.</param>
/// <param name="MaxMilliamperes">Greatest current that can be offered, mA.</param>
public sealed record ConnectorFacts(
    int Number,
    ConnectorKind Kind,
    string PlugType,
    bool HasLock,
    bool LockFeedback,
    int Phases,
    PhaseSwitching PhaseSwitching,
    int MinMilliamperes,
    int MaxMilliamperes);
