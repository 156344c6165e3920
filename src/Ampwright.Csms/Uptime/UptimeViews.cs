using System.ComponentModel;

namespace Ampwright.Csms.Uptime;

internal sealed record NeviReportView(
    [property: Description("The last of the twelve months")] string Month,
    [property: Description("What uptime has to be greater than, in percent")] decimal Required,
    IReadOnlyList<NeviPortView> Ports);

internal sealed record NeviPortView(
    long Site, string SiteName, string Station, int ConnectorId, DateTimeOffset From, DateTimeOffset Until,
    [property: Description("Of how many minutes anything is known")] decimal KnownMinutes,
    [property: Description("T_outage, the excluded ones among them")] decimal OutageMinutes,
    [property: Description("T_excluded")] decimal ExcludedMinutes,
    decimal UptimePercent, bool Met);

internal sealed record UkReportView(
    int Year,
    [property: Description("Ports of rapid charge points: 50 kW or more")] int RapidPorts,
    [property: Description("Of the network of rapid charge points, on average; null where there is none")] decimal? NetworkPercent,
    [property: Description("Whether that is 99 % or more")] bool? Met,
    [property: Description("Of all ports, rapid or not")] decimal? AllPortsPercent,
    [property: Description("Ports whose station has no rated power, so that nobody knows whether they are rapid: PUT /stations/{identity}/rated-power says it")] int PortsOfUnknownPower,
    IReadOnlyList<UkPortView> Ports);

internal sealed record UkPortView(
    long Site, string SiteName, string Station, int ConnectorId,
    [property: Description("Null: not known")] bool? Rapid,
    [property: Description("AVAILABLE, CHARGING, RESERVED")] decimal WorkingMinutes,
    [property: Description("UNKNOWN, offline included, and BLOCKED: reliable by the regulation")] decimal IneligibleMinutes,
    [property: Description("INOPERATIVE and OUTOFORDER")] decimal NotWorkingMinutes,
    decimal? ReliablePercent);
