namespace Ampwright.Csms.Uptime;

/// <summary>What the API's document shows of outages, uptime and reports.</summary>
internal static class UptimeExamples
{
    public const string NewNote = """
        {"station":"CP1","connectorId":1,"from":"2026-03-02T08:00:00Z","until":"2026-03-02T11:30:00Z","reason":"UtilityInterruption","note":"outage 4711 of the utility, its letter of the 3rd"}
        """;

    public const string Note = """
        {"id":3,"site":null,"station":"CP1","connectorId":1,"from":"2026-03-02T08:00:00Z","until":"2026-03-02T11:30:00Z","reason":"UtilityInterruption",
         "note":"outage 4711 of the utility, its letter of the 3rd","changedAt":"2026-03-04T09:12:00Z","changedBy":"account:ann"}
        """;

    public const string Publication = """
        {"openData":true,"openingHours":[{"days":["mon","tue","wed","thu","fri","sat"],"from":"06:00","to":"22:00"}],
         "postalCode":"20457","city":"Hamburg","country":"DEU","latitude":53.5436,"longitude":9.9886}
        """;

    public const string Nevi = """
        {"month":"2026-03","required":97,"ports":[{"site":2,"siteName":"Harbour","station":"CP1","connectorId":1,"from":"2025-03-31T22:00:00Z","until":"2026-03-31T22:00:00Z",
         "knownMinutes":525600,"outageMinutes":6210,"excludedMinutes":210,"uptimePercent":98.8584,"met":true}]}
        """;

    public const string Uk = """
        {"year":2026,"rapidPorts":1,"networkPercent":99.4,"met":true,"allPortsPercent":99.4,"portsOfUnknownPower":0,
         "ports":[{"site":2,"siteName":"Harbour","station":"CP1","connectorId":1,"rapid":true,"workingMinutes":498960,"ineligibleMinutes":23486.4,"notWorkingMinutes":3153.6,"reliablePercent":99.4}]}
        """;
}
