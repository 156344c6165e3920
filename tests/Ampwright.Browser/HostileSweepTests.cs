using Ampwright.Ocpp.Messages.Core;
using Ampwright.TestKit;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>Two hundred texts that would run somewhere, through every string that stations send and operators enter: text on every screen.</summary>
public sealed class HostileSweepTests
{
    private const string Injected =
        "img[src='x'], svg[onload], script:not([src]), iframe, object, embed, base, form[action], math, marquee, [onerror], [onload], [onclick], [onfocus], [onmouseover], [ontoggle], [href^='javascript:' i], [src^='javascript:' i]";

    // What fits into the shortest string of the standard, 20 characters, is whole in each of them.
    private static readonly string[] Bare =
    [
        "<img src=x onerror=alert(1)>", "<svg/onload=alert()>", "<script>alert(1)</script>", "<b onclick=alert()>", "<i onload=alert()>", "<a href=javascript:alert(1)>x</a>", "<iframe src=javascript:alert(1)>",
        "<body onload=alert()>", "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>", "<video src onerror=alert(1)>", "<audio src onerror=alert(1)>", "<object data=javascript:alert(1)>",
        "<embed src=//x>", "<base href=//x/>", "<math><mi//xlink:href=x>", "<marquee onstart=alert(1)>", "<style>*{display:none}</style>", "<link rel=stylesheet href=//x>", "<meta http-equiv=refresh content=0>",
        "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "#{alert(1)}", "';alert(1)//", "\";alert(1)//", "`;alert(1)//", "</script><script>alert(1)</script>",
        "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "</title><svg/onload=alert(1)>", "</textarea><svg/onload=alert(1)>", "</style><svg/onload=alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;img src=x onerror=alert(1)&#62;", "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cimg src=x onerror=alert(1)\\u003e", "__proto__", "constructor",
    ];

    private static readonly string[] Payloads = [.. ((Func<string, string>[])[text => text, text => $"\">{text}", text => $"'>{text}", text => text.ToUpperInvariant(), text => $"</td></tr></table>{text}"]).SelectMany(Bare.Select)];

    [Fact]
    public async Task Two_hundred_texts_that_would_run_are_text_on_every_screen()
    {
        Assert.Equal(200, Payloads.Distinct(StringComparer.Ordinal).Count());
        await using var site = await AppSite.StartAsync("CP-SWEEP", new BrowserNewPageOptions { Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1360, Height = 900 } });
        await site.Station.StatusAsync(2, ChargePointStatus.Available);
        foreach (var text in Payloads)
        {
            await site.Station.SayAsync(new BootNotificationRequest
            {
                ChargePointVendor = First(text, 20),
                ChargePointModel = First(text, 20),
                ChargePointSerialNumber = First(text, 25),
                ChargeBoxSerialNumber = First(text, 25),
                FirmwareVersion = First(text, 50),
                Iccid = First(text, 20),
                Imsi = First(text, 20),
                MeterType = First(text, 25),
                MeterSerialNumber = First(text, 25),
            });
            await site.Station.StatusAsync(1, ChargePointStatus.Faulted, First(text, 50));
            await site.Station.AuthorizeAsync(First(text, 20));
            await site.Station.StopAsync(await site.Station.StartAsync(2, First(text, 20), meterStart: 0), meterStop: 100);
            await site.Api.SendAsync(HttpMethod.Post, "drivers", new { name = First(text, 100), contact = text, note = text });
        }
        await site.SignInAsync();
        foreach (var (path, seen) in ((string, string)[])
        [
            ("/", "[data-matter=fault]"), ("/stations", "[role=row][data-station]"), ("/stations/CP-SWEEP", "[data-connector='1']"), ("/stations/CP-SWEEP?tab=sessions", "tr[data-transaction]"),
            ("/stations/CP-SWEEP?tab=cards", "li [data-decision]"), ("/stations/CP-SWEEP?tab=messages", "[data-action]"), ("/stations/CP-SWEEP?tab=activity", "[data-event]"),
            ("/stations/CP-SWEEP?tab=about", "dl.facts"), ("/sessions", "tr[data-transaction]"), ("/drivers", "tr[data-driver]"), ("/accounts?tab=audit", "[data-audit]"),
        ])
        {
            await site.GoAsync(path);
            await site.SeenAsync(seen);
            var (rows, earlier) = (site.Page.Locator("main li, main tr, main article"), site.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show earlier ones" }));
            // Of the messages only what is seen is drawn: more of them are not more rows.
            for (var page = 0; page < 5 && !path.EndsWith("=messages", StringComparison.Ordinal) && await earlier.CountAsync() > 0; page++)
            {
                var before = await rows.CountAsync();
                await earlier.First.ClickAsync();
                await Eventually.HoldsAsync(async () => await rows.CountAsync() > before || await earlier.CountAsync() == 0, $"more of {path}");
            }
            Assert.True(await site.Page.Locator(Injected).CountAsync() == 0, path);
        }
        Assert.Empty(site.Faults);
    }

    private static string First(string text, int most) => text.Length <= most ? text : text[..most];
}
