namespace Ampwright.Station.Hardware;

public enum LockOutcome
{
    Locked,
    Unlocked,

    /// <summary>The bolt did not reach its position.</summary>
    Jammed,

    /// <summary>There is no plug in the socket.</summary>
    NoCable,

    /// <summary>This connector has no lock.</summary>
    NotSupported,

    /// <summary>No feedback before the deadline.</summary>
    TimedOut,
}
