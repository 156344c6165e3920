using System.Text.Json.Nodes;

namespace Ampwright.Csms.Demonstration;

/// <summary>
/// How the power of Elm Court is limited: a house connection that the flats come first at, two feeders behind it, less in the evening. At the station of the
/// courtyard the cars follow; the one in the garage cannot be told, and all that it can draw is kept free.
/// </summary>
internal static class CommunityPower
{
    private const int HouseConnection = 125;
    private const int InTheEvening = 105;
    private const int Courtyard = 40;
    private const int Garage = 80;

    /// <param name="api">The program's.</param>
    /// <param name="community">Whose site it is.</param>
    public static Task LimitAsync(StoryApi api, Community community) => api.PutAsync($"sites/{community.ElmCourt}/power", new()
    {
        ["policy"] = "Priority",
        ["nodes"] = new JsonArray(
            new JsonObject
            {
                ["name"] = "House connection",
                ["amperes"] = HouseConnection,
                ["schedules"] = new JsonArray(new JsonObject
                {
                    ["name"] = "Evening peak",
                    ["windows"] = new JsonArray(new JsonObject { ["days"] = new JsonArray("mon", "tue", "wed", "thu", "fri"), ["from"] = "17:00", ["to"] = "20:00" }),
                    ["amperes"] = InTheEvening,
                }),
            },
            new JsonObject { ["name"] = "Courtyard", ["parent"] = "House connection", ["amperes"] = Courtyard },
            new JsonObject { ["name"] = "Garage", ["parent"] = "House connection", ["amperes"] = Garage }),
        ["building"] = new JsonObject { ["maxAgeSeconds"] = 60, ["assumedAmperes"] = 30, ["reserveAmperes"] = 3 },
        ["stations"] = new JsonArray(
            new JsonObject { ["station"] = community.Full.Identity, ["node"] = "Courtyard", ["fallbackAmperes"] = 6 },
            new JsonObject { ["station"] = community.Ampevo.Identity, ["node"] = "Garage" }),
        ["priorities"] = new JsonArray(new JsonObject { ["group"] = community.Residents, ["priority"] = 10 }),
    });
}
