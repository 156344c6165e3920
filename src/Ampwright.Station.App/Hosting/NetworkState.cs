namespace Ampwright.Station.App.Hosting;

/// <summary>The network of a station, as people have left it.</summary>
internal enum NetworkState
{
    Up,

    /// <summary>The cable is drawn: connections break, new ones fail at once, and the board sees it.</summary>
    Cut,

    /// <summary>Everything vanishes on its way, connections stay open, and nobody sees anything.</summary>
    BlackHole,
}
