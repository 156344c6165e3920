using Ampwright.Csms.Access;

namespace Ampwright.Csms.Metrics;

/// <summary>What the program tells of itself, for Prometheus: give it an API token with the role viewer.</summary>
internal static class MetricEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (MetricCollector collector) => Results.Text(collector.Write(), MetricCollector.ContentType)).Needs(Role.Viewer)
            .WithName("metrics").WithTags("health").WithSummary("The program's metrics, in the text format of Prometheus").Produces<string>(200, "text/plain");

    public static IServiceCollection AddMetricText(this IServiceCollection parts) => parts
        .AddSingleton<MetricCollector>()
        .AddHostedService<MetricWatch>()
        .AddHostedService<OtlpExport>();
}
