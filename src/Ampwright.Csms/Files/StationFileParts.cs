using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;

namespace Ampwright.Csms.Files;

internal static class StationFileParts
{
    /// <param name="services">The program's parts.</param>
    /// <param name="options">How files go and come.</param>
    /// <param name="dataFolder">Where they lie.</param>
    public static void AddStationFiles(this IServiceCollection services, StationFileOptions options, string dataFolder)
    {
        services.AddSingleton(options);
        services.AddSingleton(new FirmwareShelf(dataFolder));
        services.AddSingleton(new LogShelf(dataFolder));
        services.AddSingleton<FirmwareDownload>();
        services.AddSingleton<LogReception>();
        services.AddSingleton<StationFileEndpoint>();
        services.AddHostedService<LogFileKeeper>();
    }

    /// <summary>Put it before everything that looks at accounts, cookies or routes: stations have none of these.</summary>
    public static void UseStationFiles(this WebApplication app) => app.Map(FileLink.Path, files =>
        files.Run(context => context.RequestServices.GetRequiredService<StationFileEndpoint>().ServeAsync(context)));
}
