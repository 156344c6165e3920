using System.Reflection;
using Ampwright.Csms.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Ampwright.Csms.Metrics;

/// <summary>
/// Sends what <c>/metrics</c> shows to a collector, by OTLP over HTTP with protobuf (opentelemetry.io/docs/specs/otlp). A collector that is away
/// costs nothing but the figures of that time; sums are sent as they stand, so that nothing is lost in between.
/// </summary>
/// <param name="options">Says where to, if anywhere.</param>
/// <param name="metrics">Those of this program: meters are found by name, and a process may hold several programs.</param>
internal sealed class OtlpExport(CsmsOptions options, CsmsMetrics metrics) : IHostedService, IDisposable
{
    /// <summary>Headers for the collector, such as <c>authorization=Bearer%20…</c>; read by the exporter itself.</summary>
    public const string HeadersVariable = "OTEL_EXPORTER_OTLP_HEADERS";

    private const int Patience = 5000;
    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Otlp is not { } settings) return Task.CompletedTask;
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.Clear().AddService("ampwright-csms", serviceVersion: typeof(OtlpExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion))
            .AddMeter([CsmsMetrics.MeterName, .. MetricCollector.Others])
            .AddView(instrument => instrument.Meter.Name == CsmsMetrics.MeterName && !metrics.Owns(instrument) ? MetricStreamConfiguration.Drop : null)
            .AddReader(new PeriodicExportingMetricReader(
                new OtlpMetricExporter(new OtlpExporterOptions { Endpoint = settings.Endpoint, Protocol = OtlpExportProtocol.HttpProtobuf, TimeoutMilliseconds = Patience }),
                (int)settings.Every.TotalMilliseconds, Patience))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // The last figures; whoever ends the program does not wait long for a collector that is away.
        _provider?.Shutdown(1000);
        return Task.CompletedTask;
    }

    public void Dispose() => _provider?.Dispose();
}
