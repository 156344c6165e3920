using Ampwright.Csms.OpenData;
using Ampwright.Csms.Uptime;

namespace Ampwright.Csms.Reports;

internal static class ReportParts
{
    public static IServiceCollection AddReports(this IServiceCollection parts) => parts
        .AddSingleton<PortHistory>()
        .AddSingleton<UsageReport>()
        .AddSingleton<NeviSessions>()
        .AddSingleton<OpenDataDesk>();

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.MapOutageNotes();
        api.MapSitePublications();
        api.MapUptime();
        api.MapUsage();
        api.MapNeviExport();
    }
}
