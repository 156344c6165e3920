using System.Globalization;

namespace Ampwright.Station.App.Scenario;

/// <summary>How a fleet has done so far.</summary>
/// <param name="TurnedAway">Drivers who found no free connector, or a station without power.</param>
/// <param name="EnergyWh">By the meters of all connectors.</param>
/// <param name="Messages">Frames, both ways.</param>
/// <param name="Reconnects">Connections beyond the first of each station.</param>
/// <param name="Unsent">Transaction messages that wait to be delivered.</param>
internal sealed record FleetSummary(
    int Stations, int Connected, long Arrivals, long TurnedAway, long Started, long Stopped, long EnergyWh, long Messages, long Faults, long NetworkTroubles,
    long PowerCuts, long Reconnects, long Unsent)
{
    /// <summary>One line, for progress.</summary>
    /// <param name="since">How long the scenario has run, in its own time.</param>
    public string Line(TimeSpan since) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(int)since.TotalHours:00}:{since.Minutes:00}:{since.Seconds:00}  {Connected}/{Stations} connected, {Started} sessions started, {Stopped} stopped, {EnergyWh / 1000.0:0.000} kWh, {Messages} messages, {Faults + NetworkTroubles + PowerCuts} troubles, {Reconnects} reconnects, {Unsent} unsent");

    /// <summary>The end, several lines.</summary>
    public string Report(TimeSpan since) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        After {since.TotalHours:0.00} hours of the scenario, {Stations} stations, {Connected} connected:
          drivers         {Arrivals}, {TurnedAway} of them turned away
          sessions        {Started} started, {Stopped} stopped
          energy          {EnergyWh / 1000.0:0.000} kWh
          messages        {Messages}
          faults          {Faults}
          network         {NetworkTroubles} cuts and black holes, {Reconnects} reconnects
          power cuts      {PowerCuts}
          unsent          {Unsent}
        """);
}
