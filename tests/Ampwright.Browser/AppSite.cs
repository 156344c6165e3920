using System.Collections.Concurrent;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>A CSMS as a process, a station connected to it, and a browser that looks at its web app.</summary>
internal sealed class AppSite : IAsyncDisposable
{
    public const string Tag = "04A1B2C3D4E5F6";

    private readonly TemporaryFolder _folder;
    private readonly CsmsProgram _csms;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private AppSite(TemporaryFolder folder, CsmsProgram csms, ScriptedStation station, IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_folder, _csms, Station, _playwright, _browser, Page) = (folder, csms, station, playwright, browser, page);
        page.PageError += (_, error) => Faults.Enqueue(error);
        page.Dialog += (_, dialog) => Faults.Enqueue($"a dialog of the browser: {dialog.Message}");
        // What the content security policy forbids is told here only. Answers that the app shows itself are no faults of its.
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) Faults.Enqueue(message.Text);
        };
    }

    public ScriptedStation Station { get; }

    public IPage Page { get; }

    public CsmsApi Api => _csms.Api;

    public Uri StationUrl => _csms.StationUrl;

    /// <summary>Scripts that failed, scripts that ran and should not have, and what the content security policy had to forbid.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public static async Task<AppSite> StartAsync(string identity, BrowserNewPageOptions? look = null)
    {
        Chromium.SkipIfMissing();
        var folder = new TemporaryFolder();
        var csms = await CsmsProgram.StartAsync(folder["csms"]);
        var password = await csms.Api.RegisterStationAsync(identity);
        await csms.Api.AddIdTagAsync(Tag);
        var station = await ScriptedStation.ConnectAsync(csms.StationUrl, identity, password);
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.StartAsync(playwright);
        var page = await browser.NewPageAsync(look ?? new BrowserNewPageOptions { Locale = "en-GB" });
        page.SetDefaultTimeout((float)Eventually.Deadline.TotalMilliseconds);
        return new AppSite(folder, csms, station, playwright, browser, page);
    }

    /// <summary>Opens a screen by its address.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(new Uri(new UriBuilder(_csms.StationUrl) { Scheme = "http", Path = "/" }.Uri, path).ToString());

    /// <summary>Signs in at a screen, and sees it.</summary>
    public async Task SignInAsync(string token = CsmsProgram.ApiToken, string path = "/")
    {
        await TrySignInAsync(token, path);
        await SeenAsync(".shell");
    }

    public async Task TrySignInAsync(string token, string path = "/")
    {
        await GoAsync(path);
        await Page.GetByText("Use an API token instead").ClickAsync();
        await Page.Locator("input[name=token]").FillAsync(token);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
    }

    public Task SeenAsync(string selector) => Page.Locator(selector).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    public Task SeenAsync(string selector, string text) =>
        Page.Locator(selector).Filter(new LocatorFilterOptions { HasText = text }).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    public Task ClickAsync(string name, AriaRole role = AriaRole.Button) => Page.GetByRole(role, new PageGetByRoleOptions { Name = name, Exact = true }).First.ClickAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
        await Station.DisposeAsync();
        await _csms.DisposeAsync();
        _folder.Dispose();
    }
}
