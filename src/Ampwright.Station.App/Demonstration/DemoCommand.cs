using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Product;

namespace Ampwright.Station.App.Demonstration;

/// <summary>
/// <c>ampwright-station demo</c>: registers four stations and two id tags at a management system, runs the stations and lets drivers charge
/// at two of them until it is ended. <c>./run</c> starts it beside a management system that has a history of these stations.
/// </summary>
internal static class DemoCommand
{
    public static Command Create(TextWriter console)
    {
        var csms = new Option<string>("--csms") { HelpName = "URL", Description = "The management system, as http://127.0.0.1:8180", Required = true };
        var tokenFile = new Option<string>("--api-token-file") { HelpName = "FILE", Description = "File with a token for its API, of role operator or owner", Required = true };
        var data = new Option<string>("--data")
        {
            HelpName = "DIR",
            Description = "Folder for everything the stations write",
            DefaultValueFactory = _ => FleetOptions.DefaultData,
        };
        var port = new Option<int>("--control-port")
        {
            HelpName = "N",
            Description = "TCP port of the stations' control page; 0 lets the system choose",
            DefaultValueFactory = _ => FleetOptions.DefaultControlPort,
        };
        var command = new Command("demo", "Four stations; at two of them drivers charge again and again: at one by card, at one remotely") { csms, tokenFile, data, port };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                var token = (await File.ReadAllTextAsync(parsed.GetValue(tokenFile)!, stop)).Trim();
                if (!Uri.TryCreate(parsed.GetValue(csms), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                    throw new StartException($"--csms {parsed.GetValue(csms)} is not an HTTP address. Give one like http://127.0.0.1:8180.");
                return await RunAsync(address, token, Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(port), console, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return 0;
            }
            catch (Exception failure) when (failure is StartException or IOException or UnauthorizedAccessException or HttpRequestException or TimeoutException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"ampwright-station demo: {failure.Message}");
                return 1;
            }
        });
        return command;
    }

    // 1 the management system serves   2 it knows the stations and the tags   3 the stations run   4 the drivers come
    private static async Task<int> RunAsync(Uri address, string token, string data, int controlPort, TextWriter console, CancellationToken stop)
    {
        using var csms = new CsmsApi(address, token, TimeProvider.System);

        // 1
        await csms.WaitUntilReadyAsync(stop);

        // 2
        await csms.AddIdTagAsync(Demonstration.CardTag, "The card of the demonstration", stop);
        await csms.AddIdTagAsync(Demonstration.AppTag, "The remote starts of the demonstration", stop);
        var stations = new List<StationSettings>
        {
            await RegisterAsync(csms, Demonstration.FullIdentity, "full", stop),
            await RegisterAsync(csms, Demonstration.AmpevoIdentity, "ampevo", stop),
            await RegisterAsync(csms, Demonstration.TetheredIdentity, "tethered", stop),
            await RegisterAsync(csms, Demonstration.DepotIdentity, "full", stop),
        };

        // 3, 4
        var demonstration = new Demonstration(csms, TimeProvider.System, console.WriteLine);
        var options = new FleetOptions
        {
            Stations = stations,
            Endpoint = new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws", Path = "/ocpp" }.Uri,
            Data = data,
            ControlListen = IPAddress.Loopback,
            ControlPort = controlPort,
        };
        return await StationHost.RunAsync(options, console, stop, (fleet, ending) => demonstration.RunAsync(
            fleet.Find(Demonstration.FullIdentity)!.Hardware, fleet.Find(Demonstration.AmpevoIdentity)!.Hardware, ending));
    }

    /// <summary>Each start gives the station a new password: nothing secret is kept, and what an earlier start left is overwritten.</summary>
    private static async Task<StationSettings> RegisterAsync(CsmsApi csms, string identity, string preset, CancellationToken stop)
    {
        var password = RandomNumberGenerator.GetBytes(20);
        await csms.RegisterStationAsync(identity, Convert.ToHexStringLower(password), stop);
        var product = ProductProfileReader.Read(preset, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MeterValueSampleInterval"] = "5",
            ["MeterValuesSampledData"] = "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage",
        });
        return new StationSettings(identity, product, password, StationNames.SeedOf(identity, seed: 1));
    }
}
