using System.Text.Json;
using Ampwright.Csms.Events;
using Ampwright.Csms.Tests.Connections;
using static Ampwright.Csms.Tests.Connections.RunningCsms;

namespace Ampwright.Csms.Tests.Availability;

public sealed class AvailabilityChangeTests
{
    [Fact]
    public async Task A_scheduled_change_is_done_when_the_connector_shows_it()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await StatusAsync(station, 1, "Charging");
        await ChangeAsync(csms, station, 1, "Inoperative", "Scheduled");
        Assert.Equal(("Inoperative", "Scheduled"), await WantedAsync(csms, 1));

        await StatusAsync(station, 1, "Finishing");
        Assert.Equal(("Inoperative", "Scheduled"), await WantedAsync(csms, 1));
        await StatusAsync(station, 1, "Unavailable");

        Assert.Equal(("Inoperative", "Done"), await WantedAsync(csms, 1));
        Assert.Equal(["Scheduled", "Done"], (await csms.ChangesAsync()).OfType<AvailabilityChanged>().Select(change => change.State));
    }

    [Fact]
    public async Task The_whole_station_is_done_when_each_of_its_connectors_is()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await StatusAsync(station, 0, "Available");
        await StatusAsync(station, 1, "Available");
        await StatusAsync(station, 2, "Charging");
        await ChangeAsync(csms, station, 0, "Inoperative", "Scheduled");

        await StatusAsync(station, 1, "Unavailable");
        Assert.Equal(("Inoperative", "Scheduled"), await WantedAsync(csms, 0));
        await StatusAsync(station, 2, "Faulted");
        Assert.Equal(("Inoperative", "Scheduled"), await WantedAsync(csms, 2));
        await StatusAsync(station, 2, "Unavailable");

        Assert.Equal(("Inoperative", "Done"), await WantedAsync(csms, 0));
    }

    [Fact]
    public async Task What_a_connector_is_already_is_done_at_once_and_a_refusal_changes_nothing()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await StatusAsync(station, 1, "Available");
        await ChangeAsync(csms, station, 1, "Operative", "Accepted");
        Assert.Equal(("Operative", "Done"), await WantedAsync(csms, 1));

        await ChangeAsync(csms, station, 1, "Inoperative", "Rejected");
        Assert.Equal(("Operative", "Done"), await WantedAsync(csms, 1));
    }

    private static async Task StatusAsync(RawStation station, int connector, string status) =>
        await station.CallAsync("StatusNotification", $$"""{"connectorId":{{connector}},"status":"{{status}}","errorCode":"NoError"}""");

    private static async Task ChangeAsync(RunningCsms csms, RawStation station, int connector, string type, string answer)
    {
        var command = await csms.Commands.QueueAsync("CP1", "ChangeAvailability", JsonElement.Parse($$"""{"connectorId":{{connector}},"type":"{{type}}"}"""), "ann");
        await station.AnswerAsync($$"""{"status":"{{answer}}"}""");
        await UntilAsync(async () => (await csms.Commands.FindAsync(command.CommandId))!.Over);
    }

    private static async Task<(string?, string?)> WantedAsync(RunningCsms csms, int connector)
    {
        var found = (await csms.Connectors.ListAsync("CP1")).Single(candidate => candidate.ConnectorId == connector);
        return (found.WantedAvailability, found.AvailabilityState);
    }
}
