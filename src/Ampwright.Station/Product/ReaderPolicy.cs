namespace Ampwright.Station.Product;

/// <summary>Where a card is meant to start when several cars wait and the station has one reader.</summary>
public enum ReaderPolicy
{
    /// <summary>The car that waits longest.</summary>
    FirstPlugged,

    /// <summary>The car that came last.</summary>
    LastPlugged,

    /// <summary>The driver is asked, and presses the button of the connector.</summary>
    Ask,
}
