namespace Ampwright.Station.Board.Host;

/// <summary>How far the talk with the board is.</summary>
public enum LinkState
{
    /// <summary>There is no device or connection.</summary>
    Closed,

    /// <summary>Says hello until the board answers.</summary>
    Greeting,

    /// <summary>Asks what the board is.</summary>
    Describing,

    /// <summary>Asks how everything is.</summary>
    Reading,

    /// <summary>Commands and events flow.</summary>
    Up,

    /// <summary>The board is not one for this station, or speaks another protocol; it is asked again now and then.</summary>
    Unfit,
}
