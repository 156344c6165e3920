using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>The system's Chromium, driven by Playwright; nothing is downloaded.</summary>
internal static class Chromium
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] Quiet =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static void SkipIfMissing() =>
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not there; on Debian: apt-get install chromium");

    public static async Task<IBrowser> StartAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Program,
        // Chromium has no sandbox of its own for root, as whom containers and build machines run.
        Args = Environment.IsPrivilegedProcess ? [.. Quiet, "--no-sandbox"] : Quiet,
    });
}
