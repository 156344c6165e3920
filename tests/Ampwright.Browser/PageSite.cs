using System.Collections.Concurrent;
using Ampwright.TestKit.Programs;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>A CSMS as a process, a station connected to it, and a browser that looks at its page.</summary>
internal sealed class PageSite : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly CsmsProgram _csms;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private PageSite(TemporaryFolder folder, CsmsProgram csms, ScriptedStation station, IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_folder, _csms, Station, _playwright, _browser, Page) = (folder, csms, station, playwright, browser, page);
        page.PageError += (_, error) => Faults.Enqueue(error);
        page.Dialog += (_, dialog) => Faults.Enqueue($"a dialog of the browser: {dialog.Message}");
    }

    public ScriptedStation Station { get; }

    public IPage Page { get; }

    /// <summary>Scripts that failed, and scripts that ran and should not have.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public static async Task<PageSite> StartAsync(string identity)
    {
        Chromium.SkipIfMissing();
        var folder = new TemporaryFolder();
        var csms = await CsmsProgram.StartAsync(folder["csms"]);
        var password = await csms.Api.RegisterStationAsync(identity);
        await csms.Api.AddIdTagAsync("04A1B2C3D4E5F6");
        var station = await ScriptedStation.ConnectAsync(csms.StationUrl, identity, password);
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.StartAsync(playwright);
        var page = await browser.NewPageAsync();
        return new PageSite(folder, csms, station, playwright, browser, page);
    }

    public async Task SignInAsync(string token = CsmsProgram.ApiToken)
    {
        await Page.GotoAsync(new UriBuilder(_csms.StationUrl) { Scheme = "http", Path = "/" }.Uri.ToString());
        await Page.Locator("#other-way").ClickAsync();
        await Page.Locator("#token").FillAsync(token);
        await Page.Locator("#sign-in button[type=submit]").ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
        await Station.DisposeAsync();
        await _csms.DisposeAsync();
        _folder.Dispose();
    }
}
