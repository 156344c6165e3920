using System.CommandLine;
using System.Net;
using Ampwright.Csms.TransportSecurity;

namespace Ampwright.Csms.Hosting;

/// <summary>The options of <c>ampwright-csms</c> about TLS, described in docs/transport-security.md.</summary>
internal sealed class TlsOptions
{
    private readonly Option<int?> _port = new("--tls-port")
    {
        HelpName = "N",
        Description = "TCP port for the same with TLS: stations of security profiles 2 and 3, API and page; 0 lets the system choose; not served when absent",
    };

    private readonly Option<string?> _listen = new("--tls-listen")
    {
        HelpName = "ADDRESS",
        Description = "IP address to listen on with TLS; that of --listen when absent",
    };

    private readonly Option<string?> _name = new("--tls-name")
    {
        HelpName = "NAME",
        Description = "The host name stations connect to, for the certificates made by the development authority",
    };

    private readonly Option<string?> _rsa = new("--tls-certificate-rsa")
    {
        HelpName = "FILE",
        Description = "PEM file with the RSA certificate, its chain and its key; read again when it changes; made in the data folder when absent",
    };

    private readonly Option<string?> _ec = new("--tls-certificate-ec")
    {
        HelpName = "FILE",
        Description = "The same with the EC certificate",
    };

    private readonly Option<string?> _roots = new("--tls-station-roots")
    {
        HelpName = "FILE",
        Description = "PEM file with the roots that stations' certificates come from (profile 3); the development root when absent",
    };

    private readonly Option<string?> _revoked = new("--tls-revoked")
    {
        HelpName = "FILE",
        Description = "Certificate revocation lists for stations' certificates, PEM or DER; read again when it changes",
    };

    private readonly Option<string?> _organisation = new("--cpo-name")
    {
        HelpName = "NAME",
        Description = $"The operator's name, which is O in certificates made here and must be O in stations' certificates; {TlsSettings.DefaultOrganisation} when absent",
    };

    public IEnumerable<Option> All => [_port, _listen, _name, _rsa, _ec, _roots, _revoked, _organisation];

    /// <param name="parsed">The command line.</param>
    /// <param name="plain">Where the program listens without TLS.</param>
    /// <returns>Null where no TLS is asked for.</returns>
    /// <exception cref="StartException">An option cannot be as given.</exception>
    public TlsSettings? Read(ParseResult parsed, IPAddress plain)
    {
        if (parsed.GetValue(_port) is not { } port)
        {
            var alone = All.FirstOrDefault(option => option != _port && parsed.GetResult(option) is { Implicit: false });
            return alone is null ? null : throw new StartException($"{alone.Name} was given without --tls-port. Say on which port TLS is to be served.");
        }
        if (port is < 0 or > 65535) throw new StartException($"--tls-port {port} is not a TCP port. Give a number from 0 to 65535.");
        var listen = parsed.GetValue(_listen);
        IPAddress? address = plain;
        if (listen is not null && !IPAddress.TryParse(listen == "localhost" ? "127.0.0.1" : listen, out address))
            throw new StartException($"--tls-listen {listen} is not an IP address. Give one of this machine's addresses, such as 127.0.0.1 or 0.0.0.0.");
        var settings = new TlsSettings
        {
            Listen = address,
            Port = port,
            RsaFile = parsed.GetValue(_rsa),
            EcFile = parsed.GetValue(_ec),
            StationRootsFile = parsed.GetValue(_roots),
            RevocationFile = parsed.GetValue(_revoked),
        };
        if (parsed.GetValue(_name) is { } name) settings = settings with { Name = name };
        return parsed.GetValue(_organisation) is { } organisation ? settings with { Organisation = organisation } : settings;
    }
}
