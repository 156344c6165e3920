using System.Net;
using Ampwright.Csms.Files;
using Ampwright.Csms.Metrics;
using Ampwright.Csms.Storage;
using Ampwright.Csms.TransportSecurity;
using Ampwright.Csms.Webhooks;

namespace Ampwright.Csms.Hosting;

/// <summary>What the program was started with; never changes while it runs.</summary>
internal sealed record CsmsOptions
{
    public const int DefaultPort = 8180;
    public const string DefaultData = "./.data/csms";

    /// <summary>Everything the program writes is under this folder.</summary>
    public required string Data { get; init; }

    /// <summary>Where the store is; null for a file of SQLite in the data folder.</summary>
    public DatabaseLocation? Database { get; init; }

    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port; 0 lets the system choose one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Installed as an owner's API token at each start; null leaves the tokens as they are.</summary>
    public string? ApiToken { get; init; }

    /// <summary>Served besides when not null.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>See <see cref="Connections.ConnectionOptions.UpgradesWithoutSubprotocol"/>.</summary>
    public bool UpgradesWithoutSubprotocol { get; init; }

    /// <summary>See <see cref="Hosting.TrustedProxies"/>.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>How long live event streams stay silent before a heartbeat comment keeps them open.</summary>
    public TimeSpan EventHeartbeat { get; init; } = TimeSpan.FromSeconds(15);

    public StationFileOptions Files { get; init; } = new();

    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Whether payments are made by the provider that moves no money; else there are none.</summary>
    public bool TestPayments { get; init; }

    /// <summary>Where metrics are sent; null for nowhere.</summary>
    public OtlpSettings? Otlp { get; init; }

    /// <summary>One JSON object a line instead of text.</summary>
    public bool JsonLog { get; init; }
}
