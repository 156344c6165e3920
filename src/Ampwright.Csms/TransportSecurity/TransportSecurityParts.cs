namespace Ampwright.Csms.TransportSecurity;

internal static class TransportSecurityParts
{
    /// <param name="services">The program's parts.</param>
    /// <param name="settings">What the program was told about TLS; null serves none.</param>
    /// <param name="dataFolder">Where keys and certificates made here are kept.</param>
    public static void AddTransportSecurity(this IServiceCollection services, TlsSettings? settings, string dataFolder)
    {
        services.AddSingleton<ConnectionGate>();
        if (settings is null) return;
        services.AddSingleton(built => new TlsFiles(
            settings, dataFolder, built.GetRequiredService<TimeProvider>(), built.GetRequiredService<ILoggerFactory>().CreateLogger<TlsFiles>()));
        services.AddSingleton<TlsRefusals>();
        services.AddSingleton<TlsEndpoint>();
        services.AddHostedService<TlsFileWatch>();
    }

    /// <summary>Put it first: once a request is there, its connection counts as finished with coming in.</summary>
    public static void UseConnectionGate(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Features.Get<ConnectionSlot>()?.Dispose();
        return next(context);
    });
}
