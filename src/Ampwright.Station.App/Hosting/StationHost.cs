using System.Net;
using System.Net.Sockets;
using Ampwright.Station.App.Control;
using Ampwright.Station.App.Page;
using Ampwright.Station.App.Scenario;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;

namespace Ampwright.Station.App.Hosting;

/// <summary>
/// The program's life: <code>
///  1 stations made, folders locked → 2 control port open → 3 stations switched on, ready → 4 SIGTERM → 5 control port closed, stations end
/// </code>
/// </summary>
internal static class StationHost
{
    private const int MostBodyBytes = 64 * 1024;

    /// <param name="options">What the program was started with.</param>
    /// <param name="console">Where the address of the page is told.</param>
    /// <param name="stop">Ends the program cleanly.</param>
    /// <param name="ready">Called with the fleet once it runs.</param>
    /// <param name="logging">Where the log goes; null = standard error.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">The program cannot start as asked.</exception>
    public static async Task<int> RunAsync(
        FleetOptions options,
        TextWriter console,
        CancellationToken stop,
        Func<Fleet, CancellationToken, Task>? ready = null,
        Action<ILoggingBuilder>? logging = null)
    {
        var builder = CreateBuilder(options, logging ?? LogToStandardError);
        await using var app = builder.Build();
        await using var fleet = new Fleet(options, TimeProvider.System, app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("station")); // 1
        app.UseSecurityHeaders();
        app.UseControlProblems();
        app.UseControlGuard();
        app.UseRouting();
        app.MapPage();
        app.MapControlApi(fleet);
        fleet.Start(); // 3, before 2 answers anybody: who is told "ready" finds the stations running
        await StartAsync(app, options, stop); // 2
        await TellAddressAsync(app, options, console);
        if (ready is not null) await ready(fleet, app.Lifetime.ApplicationStopping);
        if (options.Scenario is { } scenario)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
            await new FleetLife(fleet, scenario, options.Speed, TimeProvider.System, console).RunAsync(ending.Token);
            return 0; // 5: a scenario without an end has been ended.
        }
        await app.WaitForShutdownAsync(stop); // 4, 5
        return 0;
    }

    private static WebApplicationBuilder CreateBuilder(FleetOptions options, Action<ILoggingBuilder> logging)
    {
        // Empty: no settings file or variable other than the documented options changes what it does.
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = "ampwright-station", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Listen(options.ControlListen, options.ControlPort);
        });
        logging(builder.Logging);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddRouting();
        return builder;
    }

    // Standard output holds the line meant for whoever started the program.
    private static void LogToStandardError(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(form =>
        {
            form.SingleLine = true;
            form.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            form.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(log => log.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static async Task StartAsync(WebApplication app, FleetOptions options, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartException(
                $"The control port {options.ControlPort} on {options.ControlListen} is in use. Stop the program that holds it, or choose another with --control-port (0 takes a free one).",
                failure);
        }
        catch (SocketException failure)
        {
            throw new StartException(
                $"Cannot listen on {options.ControlListen} port {options.ControlPort}: {failure.Message}. Choose another with --control-listen or --control-port.",
                failure);
        }
    }

    private static async Task TellAddressAsync(WebApplication app, FleetOptions options, TextWriter console)
    {
        var at = new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (IPAddress.TryParse(at.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            at.Host = "localhost";
        var what = options.Stations.Count == 1
            ? $"Ampwright station {options.Stations[0].Identity} runs"
            : $"{options.Stations.Count} Ampwright stations run, {options.Stations[0].Identity} to {options.Stations[^1].Identity}";
        await console.WriteLineAsync($"{what}: control page {at.Uri}");
        await console.FlushAsync();
    }
}
