namespace Ampwright.Station.Hardware;

public enum CommandOutcome
{
    /// <summary>Carried out and confirmed by the board's feedback.</summary>
    Done,

    /// <summary>The board does not do it in its present state.</summary>
    Refused,

    /// <summary>No confirmation before the deadline; what the hardware did is not known until the next event or snapshot.</summary>
    TimedOut,
}
