namespace Ampwright.Station.Product;

/// <summary>How a product fetches firmware and brings diagnostics and logs to a server.</summary>
public sealed record FileDeclaration
{
    internal static IReadOnlyList<string> AllProtocols { get; } = ["FTP", "FTPS", "HTTP", "HTTPS"];

    /// <summary>The key SupportedFileTransferProtocols, and the only schemes of a location the station goes to: FTP, FTPS, HTTP, HTTPS.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = AllProtocols;

    /// <summary>Whether InstallRebooting is told after Installing (security whitepaper ed. 3, L01.FR.15; test tools expect it or not).</summary>
    public bool TellsInstallReboot { get; init; }
}
