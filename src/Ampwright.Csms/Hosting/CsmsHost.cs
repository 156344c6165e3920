using System.Net;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Campaigns;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Files;
using Ampwright.Csms.Mail;
using Ampwright.Csms.Metrics;
using Ampwright.Csms.Page;
using Ampwright.Csms.Prices.Payments;
using Ampwright.Csms.Quirks;
using Ampwright.Csms.SecurityProfiles;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Storage;
using Ampwright.Csms.TransportSecurity;
using Ampwright.Csms.Webhooks;

namespace Ampwright.Csms.Hosting;

/// <summary>
/// The program's life: <code>
///  1 data folder locked → 2 ports held → 3 store opened, first owner made → 4 serving, ready → 5 SIGTERM: not ready → 6 streams and sockets end
///  → 7 store closed
/// </code>
/// </summary>
internal static class CsmsHost
{
    // A request's body: commands and registrations are small. OCPP messages have their own limit.
    private const int MostBodyBytes = 256 * 1024;

    // So many lines of the log wait at most for whoever reads it.
    private const int MostLogLines = 1000;

    /// <param name="options">What the program was started with.</param>
    /// <param name="console">Where the addresses and the first owner's password are told.</param>
    /// <param name="stop">Ends the program cleanly.</param>
    /// <param name="time">The clock; the system's when absent.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">The program cannot start as asked.</exception>
    public static async Task<int> RunAsync(CsmsOptions options, TextWriter console, CancellationToken stop, TimeProvider? time = null)
    {
        using var folder = DataFolder.Open(options.Data); // 1
        using var ports = ListenSockets.Hold(options); // 2
        await using var app = Build(options, folder, ports, time ?? TimeProvider.System);
        await PrepareAsync(app, options, console); // 3
        await app.StartAsync(stop); // 4
        await TellAddressesAsync(ports, console);
        await app.WaitForShutdownAsync(stop); // 5, 6; 7 as the parts are disposed
        return 0;
    }

    /// <param name="logging">Said last about where the log goes; null leaves it on standard error.</param>
    public static WebApplication Build(CsmsOptions options, DataFolder folder, ListenSockets ports, TimeProvider time, Action<ILoggingBuilder>? logging = null)
    {
        // Empty: no settings file or variable other than the documented ones changes what it does.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "ampwright-csms", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestLineSize = 4 * 1024;
            // What waits in the server before it is read counts for every connection: an attacker has many.
            kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
            var gate = kestrel.ApplicationServices.GetRequiredService<ConnectionGate>();
            kestrel.Listen(ports.Plain, listen => listen.Use(next => connection => gate.PassAsync(connection, next)));
            if (ports.Secure is null) return;
            kestrel.Listen(ports.Secure, listen =>
            {
                listen.Use(next => connection => gate.PassAsync(connection, next));
                kestrel.ApplicationServices.GetRequiredService<TlsEndpoint>().Serve(listen);
            });
        });
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = ports.Take);
        if (options.JsonLog) builder.Logging.AddJsonConsole(form => form.UseUtcTimestamp = true);
        else builder.Logging.AddSimpleConsole(form =>
        {
            form.SingleLine = true;
            form.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            form.UseUtcTimestamp = true;
        });
        // The log goes to standard error; standard output holds the few lines meant for whoever started it.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(log =>
        {
            log.LogToStandardErrorThreshold = LogLevel.Trace;
            // Where nobody reads it the program goes on: lines are left out, and their number is told once there is room.
            log.QueueFullMode = Microsoft.Extensions.Logging.Console.ConsoleLoggerQueueFullMode.DropWrite;
            log.MaxQueueLength = MostLogLines;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
            // The framework makes keys for itself at each start and warns of where it keeps them; nothing here is protected by them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None)
            // Who is refused is told to whoever asked.
            .AddFilter("Ampwright.Csms.Access.AccessScheme", LogLevel.Warning);
        logging?.Invoke(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(options);
        builder.Services.AddCsmsCore(
            new DatabaseOptions { Location = options.Database ?? new SqliteFile(folder.DatabaseFile) }, new ConnectionOptions
            {
                UpgradesWithoutSubprotocol = options.UpgradesWithoutSubprotocol,
                Organisation = options.Tls?.Organisation ?? TlsSettings.DefaultOrganisation,
                PublicUrl = options.Files.PublicUrl,
            });
        builder.Services.AddTransportSecurity(options.Tls, folder.Path);
        builder.Services.AddStationCertificates(options.Tls?.Organisation ?? TlsSettings.DefaultOrganisation, folder.Path);
        builder.Services.AddSecurityProfileUpgrades(options, ports);
        builder.Services.AddCampaigns();
        builder.Services.AddStationFiles(options.Files, folder.Path);
        builder.Services.AddPayments(options.TestPayments);
        builder.Services.AddWebhooks(options.Webhooks).AddMail().AddMetricText();
        builder.Services.AddSingleton(new QuirkBook(options)).AddHostedService<QuirkWatch>();
        builder.Services.AddHostedService<StallWatch>();
        builder.Services.AddSingleton(time);
        builder.Services.AddAccess();
        builder.Services.AddApi();
        var app = Assemble(builder);
        app.UseConnectionGate();
        app.UseTrustedProxies(options);
        app.UseStations();
        app.UseStationFiles();
        app.UseSecurityHeaders();
        app.UseApiAnswers();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseSiteGuard();
        app.UseSecondFactorGuard();
        app.MapHealth();
        app.MapMetrics();
        app.MapPage();
        app.MapApi();
        BuildRoutesOnce(app);
        return app;
    }

    // Routing and authorization each read the routes, and a group of routes builds them anew at each reading: half a second of compiling.
    private static void BuildRoutesOnce(IEndpointRouteBuilder app)
    {
        var endpoints = app.DataSources.SelectMany(source => source.Endpoints).ToList();
        app.DataSources.Clear();
        app.DataSources.Add(new DefaultEndpointDataSource(endpoints));
    }

    private static WebApplication Assemble(WebApplicationBuilder builder)
    {
        try
        {
            // The endpoints are configured here, and keys and certificates read for them.
            return builder.Build();
        }
        catch (TlsFileException failure)
        {
            throw new StartException($"{failure.Message}. Correct it, or leave its option out to have one made.", failure);
        }
        catch (StorageException failure)
        {
            throw new StartException(failure.Message, failure);
        }
    }

    public static async Task PrepareAsync(WebApplication app, CsmsOptions options, TextWriter console)
    {
        Database database;
        try
        {
            database = app.Services.GetRequiredService<Database>();
        }
        catch (StorageException failure)
        {
            throw new StartException(failure.Message, failure);
        }
        if (await FirstStart.PrepareAsync(database, options.ApiToken) is { } password)
        {
            await console.WriteLineAsync($"""
                First start: made the account "{FirstStart.OwnerName}". Its password, shown only this once:

                    {password}

                """);
        }
    }

    private static async Task TellAddressesAsync(ListenSockets ports, TextWriter console)
    {
        var at = AddressOf(Uri.UriSchemeHttp, ports.Plain);
        await console.WriteLineAsync(
            $"Ampwright CSMS is ready: page {at}  API {at}openapi/v1.json  stations connect to ws://{at.Authority}/ocpp/IDENTITY");
        if (ports.Secure is { } secure)
        {
            var with = AddressOf(Uri.UriSchemeHttps, secure);
            await console.WriteLineAsync($"With TLS: page {with}  API {with}openapi/v1.json  stations connect to wss://{with.Authority}/ocpp/IDENTITY");
        }
        await console.FlushAsync();
    }

    private static Uri AddressOf(string scheme, IPEndPoint at) => new UriBuilder(
        scheme, at.Address.Equals(IPAddress.Any) || at.Address.Equals(IPAddress.IPv6Any) ? "localhost" : at.Address.ToString(), at.Port).Uri;
}
