using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>A connector kept for a driver, from the asking to its end.</summary>
public sealed class ReservationTests
{
    [Fact]
    public async Task A_connector_is_kept_for_a_driver_and_given_up_and_the_address_says_which_reservations_are_shown()
    {
        await using var site = await AppSite.StartAsync("CP-KEEP");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        await site.SignInAsync(path: "/reservations");
        await site.SeenAsync(".empty", "Nothing is reserved");
        await site.ClickAsync("Reserve a connector");
        var dialog = site.Page.Locator("[role=dialog]");
        await dialog.GetByLabel("Station", new LocatorGetByLabelOptions { Exact = true }).ClickAsync();
        await site.ClickAsync("CP-KEEP", AriaRole.Option);
        await dialog.Locator("input[name=idTag]").FillAsync(AppSite.Tag);
        await site.ClickAsync("Reserve");
        await site.SeenAsync("tr[data-state=Active]", AppSite.Tag);
        var asked = Assert.Single(site.Station.Asked.OfType<ReserveNowRequest>());
        Assert.Equal((1, AppSite.Tag), (asked.ConnectorId, asked.IdTag));

        await site.GoAsync("/stations/CP-KEEP?tab=reservations");
        await site.Page.Locator("tr[data-state=Active] button").ClickAsync();
        await site.SeenAsync("[role=dialog]", "free for everybody again");
        Assert.Empty(site.Station.Asked.OfType<CancelReservationRequest>());
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Give up", Exact = true }).ClickAsync();
        await site.SeenAsync("tr[data-state=Cancelled]");
        Assert.Equal(asked.ReservationId, Assert.Single(site.Station.Asked.OfType<CancelReservationRequest>()).ReservationId);
        await site.GoAsync("/reservations?state=Active");
        await site.SeenAsync(".empty", "No reservation matches");
        Assert.Empty(site.Faults);
    }
}
