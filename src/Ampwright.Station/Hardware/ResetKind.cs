namespace Ampwright.Station.Hardware;

public enum ResetKind
{
    /// <summary>The runtime starts anew.</summary>
    Soft,

    /// <summary>The host and the board start anew; the contactors open.</summary>
    Hard,
}
