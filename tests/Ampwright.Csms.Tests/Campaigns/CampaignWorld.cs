using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.SecurityProfiles;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Campaigns;

/// <summary>A CSMS with stations CP1, CP2… that do what they are told, and what tests of campaigns do over and over.</summary>
internal sealed class CampaignWorld : IAsyncDisposable
{
    public const string Path = "/api/v1/campaigns";

    private CampaignWorld(ServedCsms csms) => Csms = csms;

    public ServedCsms Csms { get; }

    public List<SwitchingStation> Stations { get; } = [];

    /// <param name="stations">How many, all connected.</param>
    /// <param name="away">How many more that are not.</param>
    public static async Task<CampaignWorld> StartAsync(int stations, int away = 0, TimeProvider? time = null)
    {
        var world = new CampaignWorld(await ServedCsms.StartAsync(time));
        for (var number = 1; number <= stations + away; number++)
        {
            await world.Csms.RegisterAsync($"CP{number}");
            var station = new SwitchingStation(world.Csms, $"CP{number}") { Profile = 1, Password = RunningCsms.Password };
            world.Stations.Add(station);
            if (number <= stations) await station.ConnectAsync();
        }
        return world;
    }

    /// <returns>The campaign's address.</returns>
    public async Task<string> BeginAsync(string kind, string more, string name = "C")
    {
        var made = await Csms.SendAsync("POST", Path, $$"""{"name":"{{name}}","kind":"{{kind}}",{{more}}}""");
        Assert.True(made.Code == 201, made.Text);
        return made.Headers["Location"];
    }

    public async Task<JsonElement> ReadAsync(string campaign) => (await Csms.SendAsync("GET", campaign)).Json;

    /// <summary>Waits until the campaign is in this state.</summary>
    public async Task<JsonElement> UntilAsync(string campaign, string state)
    {
        var seen = default(JsonElement);
        try
        {
            await Eventually.HoldsAsync(async () => (seen = await ReadAsync(campaign)).GetProperty("state").GetString() == state);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{campaign} is not {state}: {seen}\n{string.Join('\n', await PartsAsync(campaign))}", late);
        }
        return seen;
    }

    public async Task TurnAsync(string campaign, string verb, int code = 200) => Assert.Equal(code, (await Csms.SendAsync("POST", $"{campaign}/{verb}")).Code);

    /// <summary>Each station with its state, and with why where that is asked for.</summary>
    public async Task<List<string>> PartsAsync(string campaign, bool why = false) => [.. (await Csms.SendAsync("GET", $"{campaign}/stations")).Json.GetProperty("items").EnumerateArray()
        .OrderBy(part => part.GetProperty("station").GetString(), StringComparer.Ordinal)
        .Select(part => $"{part.GetProperty("station").GetString()} {part.GetProperty("state").GetString()}{(why ? $": {part.GetProperty("detail").GetString()}" : "")}")];

    public async ValueTask DisposeAsync()
    {
        foreach (var station in Stations) await station.DisposeAsync();
        await Csms.DisposeAsync();
    }
}
