using System.Diagnostics;

namespace Ampwright.Csms.Tests.TransportSecurity;

/// <summary>Debian's <c>openssl</c>: a TLS client that is not the platform's, and does as it is told.</summary>
internal static class OpenSsl
{
    /// <summary>Shakes hands and goes. Returns what it tells: protocol, suite, the server's key; or the alert.</summary>
    public static async Task<string> ConnectAsync(Uri server, string arguments)
    {
        var start = new ProcessStartInfo("openssl", $"s_client -connect {server.Authority} -brief {arguments}")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var told = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + told;
    }
}
