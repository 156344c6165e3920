using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ampwright.Csms.Demonstration;

/// <summary>
/// Whom the demonstration is about: residents who charge at home by card or from an app, lodgers with a quota, vans that charge at night, visitors who pay more. All of it is
/// added through the API, and marked.
/// </summary>
internal sealed class Community
{
    /// <summary>The card and the app's tag that the simulated drivers go on with after the history.</summary>
    public const string AdasCard = "04A1B2C3D4E5F6";
    public const string BensApp = "DEMO-APP";
    public const string ChiarasApp = "DEMO-APP-2";
    public const string DmitrisCard = "04D1A2B3C4D5E6";
    public const string LostCard = "04BAD0C0FFEE01";
    public const string VanOne = "04F1EE70000001";
    public const string VanTwo = "04F1EE70000002";
    public const string ElifsCard = "04E11F00AA0101";
    public const string FaridsCard = "04FA21D0AA0102";

    private const string Mark = "(demonstration)";
    private readonly StoryApi _api;
    private readonly Func<string, long, Task> _mark;

    /// <param name="api">The program's.</param>
    /// <param name="mark">Marks what was added as the demonstration's: its kind and number.</param>
    public Community(StoryApi api, Func<string, long, Task> mark)
    {
        _api = api;
        _mark = mark;
    }

    public static TimeZoneInfo ElmCourtZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static TimeZoneInfo HarbourZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Lisbon");

    /// <summary>At Elm Court; takes cards, at two sockets.</summary>
    public StoryStation Full { get; private set; } = null!;

    /// <summary>At Elm Court; is started from the app.</summary>
    public StoryStation Ampevo { get; private set; } = null!;

    /// <summary>At the harbour, for visitors.</summary>
    public StoryStation Tethered { get; private set; } = null!;

    /// <summary>At the harbour, for the vans.</summary>
    public StoryStation Depot { get; private set; } = null!;

    public IReadOnlyList<StoryStation> Stations => [Full, Ampevo, Tethered, Depot];

    public long ElmCourt { get; private set; }

    public long Harbour { get; private set; }

    /// <summary>The tariff for whoever has none of his own.</summary>
    public long PublicTariff { get; private set; }

    public long Elif { get; private set; }

    /// <summary>The group.</summary>
    public long Residents { get; private set; }

    /// <param name="clock">Of the stations.</param>
    public async Task FoundAsync(TimeProvider clock)
    {
        ElmCourt = await AddAsync("sites", "Site", new() { ["name"] = $"Elm Court {Mark}", ["address"] = "Ulmenhof 4, Berlin", ["timeZone"] = ElmCourtZone.Id, ["defaultPolicy"] = "GroupsWithRule" });
        Harbour = await AddAsync("sites", "Site", new() { ["name"] = $"Harbour Works {Mark}", ["address"] = "Cais 12, Lisboa", ["timeZone"] = HarbourZone.Id, ["defaultPolicy"] = "GroupsWithRule" });
        Full = await StationAsync("DEMO-FULL", StoryProduct.Full, ElmCourt, clock);
        Ampevo = await StationAsync("DEMO-AMPEVO", StoryProduct.Ampevo, ElmCourt, clock);
        Tethered = await StationAsync("DEMO-TETHERED", StoryProduct.Tethered, Harbour, clock);
        Depot = await StationAsync("DEMO-DEPOT", StoryProduct.Full, Harbour, clock);
        var residents = Residents = await GroupAsync("Residents", oneAtATime: true);
        var lodgers = await GroupAsync("Lodgers", oneAtATime: true);
        var fleet = await GroupAsync("Fleet", oneAtATime: false);
        var visitors = await GroupAsync("Visitors", oneAtATime: true);
        await RulesAsync(residents, lodgers, fleet, visitors);
        await DriversAsync(residents, lodgers, fleet, visitors);
        await TariffsAsync(residents, lodgers, fleet);
    }

    private async Task RulesAsync(long residents, long lodgers, long fleet, long visitors)
    {
        await _api.AddAsync("charging-rules", new() { ["group"] = residents, ["site"] = ElmCourt, ["note"] = "At any time" });
        await _api.AddAsync("charging-rules", new()
        {
            ["group"] = lodgers,
            ["site"] = ElmCourt,
            ["note"] = "60 kWh a week for each",
            ["quota"] = new JsonObject { ["per"] = "Week", ["of"] = "Driver", ["energyKwh"] = 60 },
        });
        await _api.AddAsync("charging-rules", new() { ["group"] = fleet, ["site"] = Harbour, ["note"] = "At night", ["windows"] = Windows("18:00", "08:00") });
        await _api.AddAsync("charging-rules", new()
        {
            ["group"] = visitors,
            ["site"] = Harbour,
            ["note"] = "By day, twice",
            ["windows"] = Windows("07:00", "23:00"),
            ["quota"] = new JsonObject { ["per"] = "Day", ["of"] = "Driver", ["sessions"] = 2 },
        });
    }

    private async Task DriversAsync(long residents, long lodgers, long fleet, long visitors)
    {
        var ada = await DriverAsync("Ada Winter", residents, AdasCard);
        await _api.AddAsync($"drivers/{ada}/vehicles", new() { ["name"] = "Hatchback", ["plate"] = "B-AW 451E", ["batteryKwh"] = 58, ["maxCurrentA"] = 16, ["phases"] = 3 });
        await DriverAsync("Ben Okafor", residents, BensApp);
        var chiara = await DriverAsync("Chiara Conti", lodgers, ChiarasApp);
        await TagAsync(LostCard, chiara, blocked: true);
        await DriverAsync("Dmitri Petrov", lodgers, DmitrisCard);
        var van = await DriverAsync("Van 1", fleet, VanOne);
        await _api.AddAsync($"drivers/{van}/vehicles", new() { ["name"] = "Delivery van", ["plate"] = "AA-01-VV", ["batteryKwh"] = 75, ["maxCurrentA"] = 16, ["phases"] = 3 });
        await DriverAsync("Van 2", fleet, VanTwo);
        Elif = await DriverAsync("Elif Kaya", visitors, ElifsCard);
        await DriverAsync("Farid Nasser", visitors, FaridsCard);
    }

    private async Task TariffsAsync(long residents, long lodgers, long fleet)
    {
        PublicTariff = await TariffAsync("Public", PublicTerms(0.55m));
        var home = await TariffAsync("Residents", new()
        {
            ["currency"] = "EUR",
            ["taxPercent"] = 19,
            ["pricesIncludeTax"] = true,
            ["perKwh"] = 0.34m,
            ["bands"] = new JsonArray(new JsonObject { ["name"] = "night", ["from"] = "22:00", ["to"] = "06:00", ["perKwh"] = 0.26m }),
        });
        var vans = await TariffAsync("Fleet", new() { ["currency"] = "EUR", ["taxPercent"] = 23, ["pricesIncludeTax"] = false, ["perKwh"] = 0.22m });
        foreach (var site in (long[])[ElmCourt, Harbour]) await _api.AddAsync("tariff-assignments", new() { ["tariff"] = PublicTariff, ["site"] = site });
        foreach (var group in (long[])[residents, lodgers]) await _api.AddAsync("tariff-assignments", new() { ["tariff"] = home, ["site"] = ElmCourt, ["group"] = group });
        await _api.AddAsync("tariff-assignments", new() { ["tariff"] = vans, ["site"] = Harbour, ["group"] = fleet });
    }

    public static JsonObject PublicTerms(decimal perKwh) => new()
    {
        ["currency"] = "EUR",
        ["taxPercent"] = 23,
        ["pricesIncludeTax"] = true,
        ["startFee"] = 0.5m,
        ["perKwh"] = perKwh,
        ["idlePerMinute"] = 0.1m,
        ["idleGraceMinutes"] = 30,
        ["maximum"] = 60,
    };

    private static JsonArray Windows(string from, string to) =>
        new(new JsonObject { ["days"] = new JsonArray("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ["from"] = from, ["to"] = to });

    private async Task<long> AddAsync(string path, string kind, JsonObject body)
    {
        var id = await _api.AddAsync(path, body);
        await _mark(kind, id);
        return id;
    }

    private async Task<StoryStation> StationAsync(string identity, StoryProduct product, long site, TimeProvider clock)
    {
        var station = new StoryStation(identity, product, clock);
        await _api.PostAsync("stations", new() { ["identity"] = identity, ["password"] = station.Password, ["site"] = site, ["heartbeatSeconds"] = 60 });
        await _mark("Station", await NumberOf(identity));
        return station;
    }

    /// <summary>The number a station has in the store.</summary>
    public required Func<string, ValueTask<long>> NumberOf { private get; init; }

    private Task<long> GroupAsync(string name, bool oneAtATime) => AddAsync("groups", "Group", new() { ["name"] = $"{name} {Mark}", ["oneTransactionAtATime"] = oneAtATime });

    private Task<long> TariffAsync(string name, JsonObject terms) => AddAsync("tariffs", "Tariff", new() { ["name"] = $"{name} {Mark}", ["terms"] = terms });

    private async Task<long> DriverAsync(string name, long group, string tag)
    {
        var id = await AddAsync("drivers", "Driver", new() { ["name"] = name, ["note"] = "Demonstration", ["groups"] = new JsonArray(group) });
        await TagAsync(tag, id, blocked: false);
        return id;
    }

    private Task<JsonElement> TagAsync(string tag, long driver, bool blocked) => _api.PostAsync("id-tags", new()
    {
        ["idTag"] = tag,
        ["driver"] = driver,
        ["blocked"] = blocked,
        ["note"] = blocked ? "Demonstration: lost in the park" : "Demonstration",
    });
}
