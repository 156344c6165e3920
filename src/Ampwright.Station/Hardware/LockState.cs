namespace Ampwright.Station.Hardware;

public enum LockState
{
    Unlocked,
    Locked,

    /// <summary>The bolt stands between its positions, or its feedback contradicts itself.</summary>
    Unknown,
}
