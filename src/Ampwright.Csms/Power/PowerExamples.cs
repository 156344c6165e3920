namespace Ampwright.Csms.Power;

/// <summary>What the API's document shows of power.</summary>
internal static class PowerExamples
{
    public const string Plan = """
        {"policy":"FairShare","voltage":230,"turnMinutes":15,"leaseMinutes":5,"fallbackAmperes":0,
         "nodes":[{"name":"Harbour","amperes":160,"schedules":[{"name":"evening peak","windows":[{"days":["mon","tue","wed","thu","fri"],"from":"17:00","to":"20:00"}],"amperes":100}]},
                  {"name":"Feeder A","parent":"Harbour","amperes":80},{"name":"Quick chargers","parent":"Harbour","kilowatts":50}],
         "building":{"maxAgeSeconds":60,"assumedAmperes":60,"reserveAmperes":5},
         "stations":[{"station":"CP1","node":"Feeder A","maxAmperes":32,"fallbackAmperes":6,"stationAmperes":40},{"station":"CP2","connector":1,"phases":"L2"}],
         "priorities":[{"group":3,"priority":10}]}
        """;

    public const string NewBuildingLoad = """{"l1":41.5,"l2":38.2,"l3":44,"measuredAt":"2026-03-02T12:00:00Z"}""";

    public const string BuildingLoad = """{"l1":41.5,"l2":38.2,"l3":44,"measuredAt":"2026-03-02T12:00:00Z"}""";

    public const string Shared = """
        {"at":"2026-03-02T12:00:03Z","connectors":[{"station":"CP1","connectorId":1,"transaction":1187402,"mayDraw":16,"atWorst":16,"allotted":16,"reason":"Shared",
         "why":"It shares what 'Feeder A' has with others.","shortAt":"Feeder A","fallback":6,"until":"2026-03-02T12:04:50Z","servedSince":"2026-03-02T11:40:00Z","node":"Feeder A",
         "canBeTold":true,"atWorstOnPhases":{"l1":16,"l2":16,"l3":16},"most":32,"measured":15.8,"measuredAt":"2026-03-02T11:59:58Z","priority":0,"receivedWh":3650,"goalWh":20000,"departsAt":"2026-03-02T17:00:00Z"}],"next":null}
        """;

    public const string Worst = """
        {"at":"2026-03-02T12:00:03Z","holds":true,
         "nodes":[{"name":"Harbour","schedule":null,"holds":true,"rows":[{"row":"L1","limit":160,"worst":121.5},{"row":"L2","limit":160,"worst":118.2},{"row":"L3","limit":160,"worst":124},{"row":"Sum","limit":null,"worst":363.7}]}],
         "building":{"l1":41.5,"l2":38.2,"l3":44},"buildingIsFresh":true}
        """;

    public const string NewGoal = """{"energyWh":20000,"departsAt":"2026-03-02T17:00:00Z"}""";

    public const string Goal = """{"transaction":1187402,"energyWh":20000,"departsAt":"2026-03-02T17:00:00Z","saidBy":"account:owner","saidAt":"2026-03-02T12:00:00Z"}""";
}
