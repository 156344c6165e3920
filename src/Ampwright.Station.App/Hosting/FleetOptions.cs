using System.Net;
using Ampwright.Station.App.Scenario;
using Ampwright.Station.Board;

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

    /// <summary>The same behind TLS, for security profiles 2 and 3; null = there is none, or <see cref="Endpoint"/> is it.</summary>
    public Uri? SecureEndpoint { get; init; }

    /// <summary>PEM, one text each.</summary>
    public IReadOnlyList<string> CsmsRoots { get; init; } = [];

    /// <summary>PEM, one text each.</summary>
    public IReadOnlyList<string> ManufacturerRoots { get; init; } = [];

    /// <summary>Files of certificate revocation lists of those.</summary>
    public IReadOnlyList<string> ManufacturerRevoked { get; init; } = [];

    /// <summary>The only hosts for files; null = any.</summary>
    public IReadOnlyList<string>? FileHosts { get; init; }

    /// <summary>The controller board of the one station; null = hardware is simulated.</summary>
    public BoardAddress? Board { get; init; }

    /// <summary>Whether the stations begin with their flight recorders on.</summary>
    public bool Records { get; init; }

    /// <summary>What drivers and the world do to the stations; null = nothing, all is left to the control API.</summary>
    public FleetScenario? Scenario { get; init; }

    /// <summary>Seconds of the scenario in a second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Lines of its trace that a station keeps in memory.</summary>
    public int TraceLines => Stations.Count > 10 ? 100 : 1_000;

    /// <summary>How many times as much as flows the simulated meters count.</summary>
    public int MeterHaste { get; init; } = 1;

    /// <summary>Folder that holds one folder per station.</summary>
    public required string Data { get; init; }

    public required IPAddress ControlListen { get; init; }

    /// <summary>0 lets the system choose.</summary>
    public required int ControlPort { get; init; }
}
