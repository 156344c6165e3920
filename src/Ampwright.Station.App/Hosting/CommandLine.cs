using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Net;
using System.Text;
using Ampwright.Ocpp.Certificates;
using Ampwright.Station.App.Scenario;
using Ampwright.Station.Board;
using Ampwright.Station.Product;

namespace Ampwright.Station.App.Hosting;

/// <summary>
/// The options of <c>ampwright-station</c>. To add one: an <see cref="Option{T}"/> here, its place in <see cref="Read"/>, a field in
/// <see cref="FleetOptions"/>, a line in docs/station-app.md.
/// </summary>
internal sealed class CommandLine
{
    private readonly Option<string> _url = new("--url")
    {
        HelpName = "URL",
        Description = "Endpoint of the management system, ws:// or wss://, without the identity, as ws://127.0.0.1:8180/ocpp",
        Required = true,
    };

    private readonly Option<string?> _secureUrl = new("--secure-url")
    {
        HelpName = "URL",
        Description = "The same endpoint behind TLS, wss://, for security profiles 2 and 3 where --url is ws://",
    };

    private readonly Option<string[]> _csmsRoots = new("--csms-root")
    {
        HelpName = "FILE",
        Description = "Root certificate of the management system (PEM) that the stations come with; may be given again. With one, or from security "
            + "profile 2 on, the system's own roots do not count",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _manufacturerRoots = new("--manufacturer-root")
    {
        HelpName = "FILE",
        Description = "Root certificate of the maker (PEM), which firmware signers lead to; may be given again",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _manufacturerRevoked = new("--manufacturer-revoked")
    {
        HelpName = "FILE",
        Description = "Certificate revocation lists of the maker's roots (PEM or DER): what a revoked certificate signed is not installed. Read again with "
            + "each SignedUpdateFirmware; may be given again",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _fileHosts = new("--file-host")
    {
        HelpName = "HOST",
        Description = "The only hosts that firmware comes from and logs go to, as files.example.com or *.example.com; may be given again. Without it any",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _identity = new("--identity")
    {
        HelpName = "ID",
        Description = "Identity of the station, 1 to 48 characters",
        Required = true,
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        HelpName = "FILE",
        Description = "File with the password for Basic authentication: 32 to 40 hexadecimal digits as the management system shows them, or a "
            + "text. With --count one line for all stations or one line each. Without it no password is sent",
    };

    private readonly Option<string> _product = new("--product")
    {
        HelpName = "FILE|PRESET",
        Description = $"What kind of station: a preset ({string.Join(", ", ProductProfileReader.Presets)}) or a JSON file",
        DefaultValueFactory = _ => "full",
    };

    private readonly Option<int?> _count = new("--count")
    {
        HelpName = "N",
        Description = $"Run N stations, at most {StationNames.MostStations}, with the identities ID-0001, ID-0002, …",
    };

    private readonly Option<string?> _board = new("--board")
    {
        HelpName = "DEVICE|URL",
        Description = "The station's controller board instead of simulated hardware: a serial device, as /dev/ttyUSB0 or /dev/ttyUSB0@57600, or "
            + "tcp://host:port. docs/board.md has its protocol, and the verb board a simulated one",
    };

    private readonly Option<string> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder for everything the program writes; each station has its own folder in it",
        DefaultValueFactory = _ => FleetOptions.DefaultData,
    };

    private readonly Option<int> _controlPort = new("--control-port")
    {
        HelpName = "N",
        Description = "TCP port of the control page and API; 0 lets the system choose",
        DefaultValueFactory = _ => FleetOptions.DefaultControlPort,
    };

    private readonly Option<string> _controlListen = new("--control-listen")
    {
        HelpName = "ADDRESS",
        Description = "IP address the control page and API listen on. They have no password: leave them on this machine unless the network is trusted",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        HelpName = "N",
        Description = "Where the chances of the simulation begin: voltages, delays, back-off",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _meterHaste = new("--meter-haste")
    {
        HelpName = "N",
        Description = "The simulated meters count N times as much energy as flows, 1 to 1000",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string[]> _config = new("--config")
    {
        HelpName = "KEY=VALUE",
        Description = "First value of a configuration key; may be given again for other keys. What the management system has set later wins",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _scenario = new("--scenario")
    {
        HelpName = "FILE|PRESET",
        Description = $"Let drivers come and things go wrong: a preset ({string.Join(", ", ScenarioReader.Presets)}) or a JSON file; docs/fleet.md has its form",
    };

    private readonly Option<double> _speed = new("--speed")
    {
        HelpName = "N",
        Description = "How much faster than real time the scenario goes; stations and cars do not",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool?> _recorder = new("--flight-recorder")
    {
        HelpName = "true|false",
        Description = "Record all that happens to a station, for the verb replay; by default true for one station and false with --count",
    };

    public CommandLine(Func<FleetOptions, CancellationToken, Task<int>> run)
    {
        Command = new RootCommand("Ampwright station: a charging station on its controller board, or one or many simulated ones, that speak OCPP 1.6J.");
        foreach (var option in (Option[])[_url, _secureUrl, _csmsRoots, _manufacturerRoots, _manufacturerRevoked, _fileHosts, _identity, _passwordFile, _product, _count, _board, _data, _controlPort, _controlListen, _seed, _meterHaste, _config, _recorder, _scenario, _speed])
            Command.Options.Add(option);
        foreach (var help in Command.Options.OfType<HelpOption>()) help.Action = new HelpWithExamples((HelpAction)help.Action!);
        Command.SetAction(async (parsed, stop) =>
        {
            try
            {
                return await run(Read(parsed), stop);
            }
            catch (Exception failure) when (failure is StartException or ProductProfileException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"ampwright-station: {failure.Message}");
                return 1;
            }
        });
    }

    public RootCommand Command { get; }

    private FleetOptions Read(ParseResult parsed)
    {
        var url = parsed.GetValue(_url)!;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("ws" or "wss"))
            throw new StartException($"--url {url} is not a WebSocket address. Give one like ws://127.0.0.1:8180/ocpp.");
        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0)
            throw new StartException("--url holds a user name or a query. Give the plain endpoint, and the password with --password-file.");
        var listen = parsed.GetValue(_controlListen)!;
        if (!IPAddress.TryParse(listen == "localhost" ? "127.0.0.1" : listen, out var address))
            throw new StartException($"--control-listen {listen} is not an IP address. Give one of this machine's addresses, such as 127.0.0.1.");
        var port = parsed.GetValue(_controlPort);
        if (port is < 0 or > 65535) throw new StartException($"--control-port {port} is not a TCP port. Give a number from 0 to 65535.");
        var data = parsed.GetValue(_data)!;
        if (data.Length == 0) throw new StartException("--data is empty. Give the folder to keep everything in.");
        var scenario = Scenario(parsed);
        var haste = parsed.GetValue(_meterHaste);
        if (haste is < 1 or > 1000) throw new StartException($"--meter-haste {haste} is not possible. Give a number from 1 to 1000.");
        return new FleetOptions
        {
            MeterHaste = haste,
            Board = Board(parsed),
            Scenario = scenario,
            Speed = parsed.GetValue(_speed),
            Stations = StationNames.Make(
                parsed.GetValue(_identity)!, parsed.GetValue(_count), Products(scenario, parsed.GetValue(_product)!, parsed.GetValue(_config)!),
                parsed.GetValue(_passwordFile), parsed.GetValue(_seed)),
            Endpoint = endpoint,
            SecureEndpoint = SecureEndpoint(parsed.GetValue(_secureUrl)),
            CsmsRoots = Roots("--csms-root", parsed.GetValue(_csmsRoots)!),
            ManufacturerRoots = Roots("--manufacturer-root", parsed.GetValue(_manufacturerRoots)!),
            ManufacturerRevoked = Revoked(parsed.GetValue(_manufacturerRevoked)!),
            FileHosts = parsed.GetValue(_fileHosts) is { Length: > 0 } hosts ? hosts : null,
            Records = parsed.GetValue(_recorder) ?? parsed.GetValue(_count) is null,
            Data = Path.GetFullPath(data),
            ControlListen = address,
            ControlPort = port,
        };
    }

    private BoardAddress? Board(ParseResult parsed)
    {
        if (parsed.GetValue(_board) is not { } text) return null;
        if (parsed.GetValue(_count) is not null)
            throw new StartException("--board is one station's hardware and does not go with --count. Start one program for each board.");
        return BoardAddress.Parse(text, TimeProvider.System, out var wrong) ?? throw new StartException($"--board {wrong}");
    }

    private FleetScenario? Scenario(ParseResult parsed)
    {
        if (parsed.GetValue(_speed) is not (>= 1 and <= 10_000)) throw new StartException($"--speed {parsed.GetValue(_speed)} is not possible. Give a number from 1 to 10000.");
        if (parsed.GetValue(_scenario) is not { } file) return null;
        if (parsed.GetValue(_board) is not null) throw new StartException("--scenario lets people act on simulated hardware and does not go with --board.");
        return ScenarioReader.Read(file);
    }

    /// <summary>Which product a station is, by its part of the fleet: above 0, up to 1.</summary>
    private static Func<double, ProductProfile> Products(FleetScenario? scenario, string presetOrFile, string[] configuration)
    {
        if (scenario?.Stations is not { } parts)
        {
            var product = ReadProduct(presetOrFile, configuration);
            return _ => product;
        }
        var products = parts.Select(part => (ReadProduct(part.Product, configuration), part.Share)).ToList();
        return at =>
        {
            foreach (var (product, share) in products)
            {
                if (at <= share) return product;
                at -= share;
            }
            return products[^1].Item1;
        };
    }

    private static Uri? SecureEndpoint(string? url)
    {
        if (url is null) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var endpoint) || endpoint.Scheme != "wss" || endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0)
            throw new StartException($"--secure-url {url} is not a plain wss address. Give one like wss://csms.example.com/ocpp.");
        return endpoint;
    }

    private static string[] Roots(string option, string[] files) =>
    [
        .. files.Select(file =>
        {
            var pem = Encoding.UTF8.GetString(ReadFile(option, file));
            if (CertificateChain.ReadOne(pem, CertificateChain.LongestCertificate, out var certificate) is { } wrong)
                throw new StartException($"The file {file} given with {option} holds no certificate that can be used: {wrong.Explanation}");
            certificate!.Dispose();
            return pem;
        }),
    ];

    private static string[] Revoked(string[] files)
    {
        foreach (var file in files)
        {
            if (RevocationList.Read(ReadFile("--manufacturer-revoked", file), out _) is { } wrong)
                throw new StartException($"The file {file} given with --manufacturer-revoked cannot be used: {wrong.Explanation}");
        }

        return [.. files.Select(Path.GetFullPath)];
    }

    private static byte[] ReadFile(string option, string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {file} given with {option} cannot be read: {failure.Message}", failure);
        }
    }

    private static ProductProfile ReadProduct(string presetOrFile, string[] configuration)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in configuration)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new StartException($"--config {pair} is not KEY=VALUE. Give one like --config MeterValueSampleInterval=10.");
            first[pair[..at]] = pair[(at + 1)..];
        }

        return ProductProfileReader.Read(presetOrFile, first);
    }

    private sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = inner.Invoke(parseResult);
            if (parseResult.CommandResult.Command is not RootCommand) return code;
            parseResult.InvocationConfiguration.Output.WriteLine($$"""
                Examples:
                  ampwright-station --url ws://127.0.0.1:8180/ocpp --identity CP-1 --password-file cp-1.key
                      One station with two sockets; its control page is http://127.0.0.1:{{FleetOptions.DefaultControlPort}}/.
                  ampwright-station --url ws://127.0.0.1:8180/ocpp --identity AE --product ampevo --config MeterValueSampleInterval=10
                  ampwright-station --url wss://csms.example.com/ocpp --identity SIM --count 50 --password-file one-for-all.key --data /tmp/fleet
                  ampwright-station --url ws://127.0.0.1:8180/ocpp --identity SIM --count 100 --password-file one-for-all.key --scenario workday --speed 60
                      A fleet whose drivers come and go, a working day in 24 minutes.
                  ampwright-station --url ws://127.0.0.1:8180/ocpp --identity CP-1 --board /dev/ttyUSB0
                      The station of a charger, its hardware behind a controller board.

                What the control port serves:
                  /                               the page                    /health/ready                  200 once the stations run
                  GET  /api/stations              all stations                GET  /api/stations/ID          state and trace (?since=N)
                  POST /api/stations/ID/connectors/N/plug, unplug, fault, lock-failure, button
                  POST /api/stations/ID/card, power, network, fault, tamper, reset-failure, flight; with one station: /api/station/… as well

                  curl -H 'Content-Type: application/json' -d '{"uid":"04A1B2C3D4E5F6"}' http://127.0.0.1:{{FleetOptions.DefaultControlPort}}/api/station/card

                SIGTERM or Ctrl+C ends it cleanly within 5 seconds. Exit code: 0 ended as asked, 1 could not start.

                """);
            return code;
        }
    }
}
