using Ampwright.Ocpp.Messages.Core;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>Drivers, cards, groups and rules in the web app.</summary>
public sealed class AccessTests
{
    private const string NewCard = "04C0FFEE1234";

    [Fact]
    public async Task A_new_card_becomes_a_drivers_by_holding_it_to_a_station_and_all_of_them_are_blocked_at_once()
    {
        await using var site = await AppSite.StartAsync("CP-LEARN");
        await site.SignInAsync(path: "/drivers");
        await site.ClickAsync("Add a driver");
        await site.Page.Locator("input[name=name]").FillAsync("Ann Berg");
        await site.ClickAsync("Add");
        await site.SeenAsync("h1", "Ann Berg");

        await site.ClickAsync("Hold a card to a station");
        await site.ClickAsync("Wait for the card");
        await site.SeenAsync("[data-learning=Waiting]", "Hold the new card to CP-LEARN");
        Assert.Equal(AuthorizationStatus.Invalid, await site.Station.AuthorizeAsync(NewCard));
        await site.SeenAsync("[data-learning=Found]", NewCard);
        await site.ClickAsync("Make it known");
        await site.SeenAsync("[data-learning=Bound]", $"Card {NewCard} is known from now on.");
        await site.ClickAsync("Done");
        await site.SeenAsync($"tr[data-id-tag='{NewCard}'][data-state=inForce]");
        Assert.Equal(AuthorizationStatus.Accepted, await site.Station.AuthorizeAsync(NewCard));

        await site.ClickAsync("Block all");
        await site.SeenAsync("[role=dialog]", "One card is refused at every station");
        Assert.Equal(AuthorizationStatus.Accepted, await site.Station.AuthorizeAsync(NewCard));
        await ConfirmAsync(site, "Block all");
        await site.SeenAsync($"tr[data-id-tag='{NewCard}'][data-state=blocked]");
        Assert.Equal(AuthorizationStatus.Blocked, await site.Station.AuthorizeAsync(NewCard));

        await site.ClickAsync($"Actions for card {NewCard}");
        await site.ClickAsync("Why was it refused?", AriaRole.Menuitem);
        await site.SeenAsync("[role=dialog] [data-decision=Blocked]", "the tag is blocked");
        await site.ClickAsync("Ask there", AriaRole.Link);
        await site.ClickAsync("Ask");
        await site.SeenAsync("[role=status] [data-decision=Blocked]", NewCard);
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_table_of_cards_shows_its_faults_by_line_and_is_imported_only_without_any_and_when_that_was_confirmed()
    {
        await using var site = await AppSite.StartAsync("CP-IMPORT");
        await site.SignInAsync(path: "/drivers?tab=cards");
        await site.ClickAsync("Import");
        var table = site.Page.Locator("textarea");
        await table.FillAsync("idTag,driver,note\nCARD-1,,one\nCARD-2,99,two\n");
        await site.ClickAsync("Show what it would change");
        await site.SeenAsync("[data-errors='1'] tr[data-line='3']", "There is no driver '99'.");
        Assert.Equal(0, await site.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Import 1 card" }).CountAsync());

        await table.FillAsync("idTag,driver,note\nCARD-1,,one\nCARD-2,,two\n");
        await site.ClickAsync("Show what it would change");
        await site.SeenAsync("[data-errors='0']", "Nothing has been changed yet.");
        Assert.Equal(1, (await site.Api.SendAsync(HttpMethod.Get, "id-tags")).GetProperty("items").GetArrayLength());
        await site.ClickAsync("Import 2 cards");
        await site.SeenAsync("[role=dialog]", "Imported: 2 new, 0 changed.");
        await site.ClickAsync("Done");
        await site.SeenAsync("tr[data-id-tag='CARD-2']", "two");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_rule_is_made_for_a_group_with_times_of_the_week_and_a_quota_and_drawn()
    {
        await using var site = await AppSite.StartAsync("CP-RULE");
        var group = (await site.Api.SendAsync(HttpMethod.Post, "groups", new { name = "Fleet" })).GetProperty("id").GetInt64();
        await site.SignInAsync(path: "/drivers?tab=rules");
        await site.ClickAsync("Add a rule");
        await site.ClickAsync("Add times");
        await site.Page.GetByText("Limit how much").ClickAsync();
        await site.ClickAsync("Add");
        await site.SeenAsync("article[data-rule='1']", "Mon–Fri 18:00–08:00");
        await site.SeenAsync("article[data-rule='1']", "40 kWh a week, each driver");
        await site.SeenAsync("[data-span='5 00:00 08:00']");
        var rule = await site.Api.SendAsync(HttpMethod.Get, "charging-rules/1");
        Assert.Equal((group, "18:00", 40m), (rule.GetProperty("group").GetInt64(), rule.GetProperty("windows")[0].GetProperty("from").GetString(), rule.GetProperty("quota").GetProperty("energyKwh").GetDecimal()));

        await site.ClickAsync("Remove rule 1");
        await ConfirmAsync(site, "Remove");
        await site.SeenAsync(".empty", "No rule");
        Assert.Empty(site.Faults);
    }

    private static Task ConfirmAsync(AppSite site, string name) =>
        site.Page.Locator("[role=dialog]").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();
}
