using System.Net;

namespace Ampwright.Station.App.Hosting;

/// <summary>What the program was started with.</summary>
internal sealed record FleetOptions
{
    public const int DefaultControlPort = 8181;
    public const string DefaultData = ".data/stations";

    /// <summary>Identities are unique.</summary>
    public required IReadOnlyList<StationSettings> Stations { get; init; }

    /// <summary>The CSMS's endpoint without the identity.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Folder that holds one folder per station.</summary>
    public required string Data { get; init; }

    public required IPAddress ControlListen { get; init; }

    /// <summary>0 lets the system choose.</summary>
    public required int ControlPort { get; init; }
}
