using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ampwright.Lab.Operation;

/// <summary>Turns every action at a station into an HTTP request of somebody's rig, as a mapping file says.</summary>
/// <param name="station">The number of the station, from 1: {station} in the file.</param>
internal sealed class MappingOperator(RequestMapping mapping, int station = 1) : IStationOperator
{
    /// <summary>What may be mapped: the actions, in camel case.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Enum.GetValues<StationAction>().Select(Name)];

    public Task DoAsync(StationAction action, int connector, string? tag) =>
        mapping.DoAsync(Name(action), new Dictionary<string, JsonNode?> { ["connector"] = connector, ["tag"] = tag ?? "", ["station"] = station });

    private static string Name(StationAction action) => JsonNamingPolicy.CamelCase.ConvertName(action.ToString());
}
