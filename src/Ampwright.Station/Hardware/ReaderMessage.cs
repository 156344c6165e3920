namespace Ampwright.Station.Hardware;

/// <summary>What a reader can tell the person in front of it.</summary>
public enum ReaderMessage
{
    Idle,
    PresentCard,
    Working,
    Accepted,
    Rejected,
    PlugInNow,
    TimedOut,
    ChooseConnector,
}
