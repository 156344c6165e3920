namespace Ampwright.Station.Tests.Years;

/// <summary>What happened in a life.</summary>
internal sealed record YearCounts
{
    public int Sessions { get; set; }

    /// <summary>Commands of the CSMS that were answered.</summary>
    public int Commands { get; set; }

    /// <summary>Power cuts, kills and resets.</summary>
    public int Lives { get; set; }

    /// <summary>Of the power cuts, those in the middle of a disk call.</summary>
    public int Torn { get; set; }

    public int Disconnects { get; set; }

    public int ClockJumps { get; set; }

    /// <summary>Transaction messages heard, and how many of those had been heard before.</summary>
    public int Messages { get; set; }

    public int Repeats { get; set; }

    public int Thinned { get; set; }

    public int GivenUp { get; set; }

    /// <summary>Messages that were not durable yet when the power went: meter values.</summary>
    public int Lost { get; set; }
}
