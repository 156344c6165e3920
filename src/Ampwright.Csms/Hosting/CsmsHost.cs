using System.Net;
using System.Net.Sockets;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Page;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Ampwright.Csms.Hosting;

/// <summary>
/// The program's life: <code>
///  1 data folder locked → 2 store opened, first owner made → 3 listening, ready → 4 SIGTERM: not ready → 5 streams and sockets end → 6 store closed
/// </code>
/// </summary>
internal static class CsmsHost
{
    // A request's body: commands and registrations are small. OCPP messages have their own limit.
    private const int MostBodyBytes = 256 * 1024;

    /// <param name="options">What the program was started with.</param>
    /// <param name="console">Where the addresses and the first owner's password are told.</param>
    /// <param name="stop">Ends the program cleanly.</param>
    /// <param name="time">The clock; the system's when absent.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">The program cannot start as asked.</exception>
    public static async Task<int> RunAsync(CsmsOptions options, TextWriter console, CancellationToken stop, TimeProvider? time = null)
    {
        using var folder = DataFolder.Open(options.Data); // 1
        await using var app = Build(options, folder, time ?? TimeProvider.System);
        await PrepareAsync(app, options, console); // 2
        await StartAsync(app, options, stop); // 3
        await TellAddressesAsync(app, console);
        await app.WaitForShutdownAsync(stop); // 4, 5; 6 as the parts are disposed
        return 0;
    }

    /// <param name="logging">Said last about where the log goes; null leaves it on standard error.</param>
    public static WebApplication Build(CsmsOptions options, DataFolder folder, TimeProvider time, Action<ILoggingBuilder>? logging = null)
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
            kestrel.Listen(options.Listen, options.Port);
        });
        builder.Logging.AddSimpleConsole(form =>
        {
            form.SingleLine = true;
            form.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            form.UseUtcTimestamp = true;
        });
        // The log goes to standard error; standard output holds the few lines meant for whoever started it.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(log => log.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
            // Who is refused is told to whoever asked.
            .AddFilter("Ampwright.Csms.Access.AccessScheme", LogLevel.Warning);
        logging?.Invoke(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(options);
        builder.Services.AddCsmsCore(new DatabaseOptions { Path = folder.DatabaseFile });
        builder.Services.AddSingleton(time);
        builder.Services.AddAccess();
        builder.Services.AddApi();
        var app = builder.Build();
        app.UseStations();
        app.UseSecurityHeaders();
        app.UseApiAnswers();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseSiteGuard();
        app.MapHealth();
        app.MapPage();
        app.MapApi();
        return app;
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

    private static async Task StartAsync(WebApplication app, CsmsOptions options, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartException(
                $"Port {options.Port} on {options.Listen} is in use. Stop the program that holds it, or choose another with --port (0 takes a free one).", failure);
        }
        catch (SocketException failure)
        {
            throw new StartException(failure.SocketErrorCode switch
            {
                SocketError.AccessDenied => $"This user may not listen on port {options.Port}. Choose one from 1024 up with --port.",
                SocketError.AddressNotAvailable => $"{options.Listen} is no address of this machine. Choose one that is with --listen.",
                _ => $"Cannot listen on {options.Listen} port {options.Port}: {failure.Message}. Choose another with --listen or --port.",
            }, failure);
        }
    }

    private static async Task TellAddressesAsync(WebApplication app, TextWriter console)
    {
        var at = new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (IPAddress.TryParse(at.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            at.Host = "localhost";
        var root = at.Uri.ToString();
        await console.WriteLineAsync(
            $"Ampwright CSMS is ready: page {root}  API {root}openapi/v1.json  stations connect to ws://{at.Uri.Authority}/ocpp/IDENTITY");
        await console.FlushAsync();
    }
}
