using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>A campaign from its making to its end, on its screen.</summary>
public sealed class CampaignScreenTests
{
    [Fact]
    public async Task A_campaign_is_made_step_by_step_says_what_it_comes_to_and_shows_each_station()
    {
        await using var site = await AppSite.StartAsync("CP-WAVE");
        await site.Api.RegisterStationAsync("CP-AWAY");
        await site.SignInAsync(path: "/campaigns");
        await site.SeenAsync(".empty", "No campaign yet");
        await site.ClickAsync("Begin a campaign");
        // Local lists: no list is kept at this site, so that each station is left out at once.
        await site.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "What it does" }).ClickAsync();
        await site.ClickAsync("Local lists", AriaRole.Option);
        await site.Page.GetByLabel("Name").FillAsync("Spring lists");
        await site.ClickAsync("Next");
        await site.SeenAsync("[role=dialog]", "Step 2 of 4");
        await site.ClickAsync("Next");
        await site.Page.GetByLabel("Each next wave waits for my word").CheckAsync();
        await site.ClickAsync("Next");
        await site.SeenAsync("[data-preview='2']", "1 are connected now");
        await site.SeenAsync("[data-preview='2'] li", "1 go first");
        await site.ClickAsync("Begin");

        await site.SeenAsync("[data-campaign][data-state=Awaiting]", "Spring lists");
        await site.SeenAsync("[data-part='CP-WAVE'][data-state=Skipped]", "left alone");
        await site.SeenAsync("[data-part='CP-AWAY'][data-state=Waiting]");
        await site.ClickAsync("Pause");
        await site.SeenAsync("[data-campaign][data-state=Paused]");
        await site.ClickAsync("Go on");
        await site.SeenAsync("[data-campaign][data-state=Awaiting]");
        await site.ClickAsync("Begin the next wave");
        await site.SeenAsync("[data-campaign][data-state=Done]");
        await site.SeenAsync("[data-part='CP-AWAY'][data-state=Skipped]");

        await site.GoAsync("/campaigns?state=Done");
        await site.SeenAsync("tr[data-campaign][data-state=Done]", "Spring lists");
        await site.GoAsync("/campaigns?state=Paused");
        await site.SeenAsync(".empty", "Nothing matches");
        Assert.Empty(site.Faults);
    }
}
