using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Net;
using Ampwright.Csms.Backup;
using Ampwright.Csms.Demonstration;
using Ampwright.Csms.Metrics;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Webhooks;

namespace Ampwright.Csms.Hosting;

/// <summary>
/// The options of <c>ampwright-csms</c>. To add one: an <see cref="Option{T}"/> here, its place in <see cref="Read"/>,
/// a field in <see cref="CsmsOptions"/>, a line in docs/access.md where it concerns who may do what.
/// </summary>
internal sealed class CommandLine
{
    private readonly Option<string> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder for everything the program writes; made if it is not there",
        DefaultValueFactory = _ => CsmsOptions.DefaultData,
    };

    private readonly Option<int> _port = new("--port")
    {
        HelpName = "N",
        Description = "TCP port for stations, API and page; 0 lets the system choose",
        DefaultValueFactory = _ => CsmsOptions.DefaultPort,
    };

    private readonly Option<string> _listen = new("--listen")
    {
        HelpName = "ADDRESS",
        Description = "IP address to listen on; 0.0.0.0 or :: for all, which opens the API to the network",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<string?> _token = new("--api-token")
    {
        HelpName = "TOKEN",
        Description = "An API token with the role owner, in force as long as the program is started with it",
    };

    private readonly Option<string?> _tokenFile = new("--api-token-file")
    {
        HelpName = "FILE",
        Description = "The same, read from a file, so that it is not seen in the list of processes",
    };

    private readonly Option<bool> _upgrade = new("--upgrade-without-subprotocol")
    {
        Description = "Finish the handshake with a station that does not offer ocpp1.6, and close (OCPP-J 1.6, 3.2), instead of answering HTTP 400",
    };

    private readonly TlsOptions _tls = new();

    private readonly TransferOptions _transfers = new();

    private readonly TelemetryOptions _telemetry = new();

    private readonly Option<string?> _database = new("--database")
    {
        HelpName = "ADDRESS",
        Description = $"A PostgreSQL database instead of a file in the data folder: {PostgresAddress.Form}",
    };

    private readonly Option<string?> _databaseFile = new("--database-file")
    {
        HelpName = "FILE",
        Description = "The same, read from a file, so that its password is not seen in the list of processes",
    };

    private readonly Option<bool> _privateWebhooks = new("--webhooks-to-private-networks")
    {
        Description = "Let webhooks lead to this machine and to private networks, by plain HTTP too",
    };

    private readonly Option<bool> _testPayments = new("--test-payments")
    {
        Description = "Make payments by a provider that moves no money, to try them out",
    };

    private readonly Option<string> _logFormat = new("--log-format")
    {
        HelpName = "text|json",
        Description = "How the log on standard error is written",
        DefaultValueFactory = _ => "text",
    };

    public RootCommand Command { get; }

    public CommandLine(Func<CsmsOptions, CancellationToken, Task<int>> run, Func<string, string?> environment)
    {
        Command = new RootCommand("Ampwright CSMS: a charging station management system for OCPP 1.6J.");
        foreach (var option in (Option[])[_data, _port, _listen, .. _tls.All, .. _transfers.All, TrustedProxies.Option, _token, _tokenFile, _upgrade, _privateWebhooks, _testPayments, _logFormat, .. _telemetry.All, _database, _databaseFile]) Command.Options.Add(option);
        foreach (var command in UpkeepCommands.All(environment)) Command.Subcommands.Add(command);
        Command.Subcommands.Add(DemonstrationCommands.All(environment));
        foreach (var help in Command.Options.OfType<HelpOption>()) help.Action = new HelpWithExamples((HelpAction)help.Action!);
        Command.SetAction(async (parsed, stop) =>
        {
            try
            {
                return await run(Read(parsed, environment), stop);
            }
            catch (StartException failure)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"ampwright-csms: {failure.Message}");
                return 1;
            }
        });
    }

    private CsmsOptions Read(ParseResult parsed, Func<string, string?> environment)
    {
        var listen = parsed.GetValue(_listen)!;
        if (!IPAddress.TryParse(listen == "localhost" ? "127.0.0.1" : listen, out var address))
            throw new StartException($"--listen {listen} is not an IP address. Give one of this machine's addresses, such as 127.0.0.1 or 0.0.0.0.");
        var port = parsed.GetValue(_port);
        if (port is < 0 or > 65535) throw new StartException($"--port {port} is not a TCP port. Give a number from 0 to 65535.");
        var data = parsed.GetValue(_data)!;
        if (data.Length == 0) throw new StartException("--data is empty. Give the folder to keep everything in.");
        var format = parsed.GetValue(_logFormat)!;
        if (format is not ("text" or "json")) throw new StartException($"--log-format {format} is none. Give text or json.");
        return new CsmsOptions
        {
            Data = data,
            Listen = address,
            Port = port,
            Tls = _tls.Read(parsed, address),
            Files = _transfers.Read(parsed),
            TrustedProxies = TrustedProxies.Read(parsed),
            UpgradesWithoutSubprotocol = parsed.GetValue(_upgrade),
            Database = DatabaseOption.Choose(parsed.GetValue(_database), parsed.GetValue(_databaseFile), environment(DatabaseOption.Variable)),
            Webhooks = new WebhookOptions { PrivateTargets = parsed.GetValue(_privateWebhooks) },
            TestPayments = parsed.GetValue(_testPayments),
            JsonLog = format == "json",
            Otlp = _telemetry.Read(parsed),
            ApiToken = ApiTokenOption.Choose(parsed.GetValue(_token), parsed.GetValue(_tokenFile), environment(ApiTokenOption.Variable)),
        };
    }

    private sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = inner.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine($"""
                Environment:
                  {ApiTokenOption.Variable}    The API token, where neither --api-token nor --api-token-file is given
                  {DatabaseOption.Variable}     The database, where neither --database nor --database-file is given
                  {OtlpExport.HeadersVariable}  Headers for the collector of --otlp, such as authorization=Bearer%20TOKEN

                Examples:
                  ampwright-csms
                      An installation in {CsmsOptions.DefaultData}, page and API on http://127.0.0.1:{CsmsOptions.DefaultPort}/.
                      The first start prints the password of the account "owner", once.
                  ampwright-csms --data /var/lib/ampwright --tls-listen 0.0.0.0 --tls-port 443 --tls-name csms.example.org
                      With TLS for everybody, and without it for this machine only.
                  {ApiTokenOption.Variable}=$(openssl rand -hex 16) ampwright-csms --data /tmp/try --port 9000

                What it serves:
                  /                   the page                  /ocpp/IDENTITY      stations connect here (OCPP 1.6J)
                  /api/v1             the API                   /openapi/v1.json    its OpenAPI document
                  /health/ready       200 once it serves        /health/live        200 while the process runs

                SIGTERM or Ctrl+C ends it cleanly within 5 seconds. Exit code: 0 ended as asked, 1 could not start.

                """);
            return code;
        }
    }
}
