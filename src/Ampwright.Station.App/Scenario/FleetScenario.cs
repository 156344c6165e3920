namespace Ampwright.Station.App.Scenario;

/// <summary>How a fleet lives: who comes when, what they charge, and what goes wrong. Read from JSON; docs/fleet.md has the members.</summary>
internal sealed record FleetScenario
{
    /// <summary>How long drivers keep coming, hours of the scenario; null = until the program is ended.</summary>
    public double? Hours { get; init; }

    /// <summary>The hour of the day it begins with, 0 to 23; null = the present one, UTC.</summary>
    public int? StartHour { get; init; }

    /// <summary>Drivers that come to one station in an hour, for each hour of the day.</summary>
    public required IReadOnlyList<double> ArrivalsPerHour { get; init; }

    /// <summary>What a car wants, Wh.</summary>
    public required Spread EnergyWh { get; init; }

    /// <summary>How long a car stays, minutes.</summary>
    public required Spread Minutes { get; init; }

    /// <summary>The cards of the drivers, by UID; each takes one by chance.</summary>
    public required IReadOnlyList<string> Cards { get; init; }

    /// <summary>Drivers that plug in and wait for the management system to start, 0 to 1. Where cards start nothing all do.</summary>
    public double RemoteShare { get; init; }

    /// <summary>Which part of the fleet is which product; null = all are what <c>--product</c> says.</summary>
    public IReadOnlyList<ProductShare>? Stations { get; init; }

    public Trouble? Faults { get; init; }

    public Trouble? NetworkCuts { get; init; }

    public Trouble? BlackHoles { get; init; }

    public Trouble? PowerCuts { get; init; }
}

/// <param name="Share">Part of the fleet; all together make 1.</param>
internal sealed record ProductShare(string Product, double Share);

/// <summary>Something that goes wrong at a station now and then.</summary>
/// <param name="PerDay">How often at one station, on average.</param>
/// <param name="Minutes">How long it lasts.</param>
internal sealed record Trouble(double PerDay, Spread Minutes);
