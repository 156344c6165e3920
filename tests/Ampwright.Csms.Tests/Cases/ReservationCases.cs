using System.Text.Json;
using Ampwright.Csms.Tests.Actions;
using static Ampwright.Csms.Tests.Cases.TestTool;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>Reservation.</summary>
public sealed class ReservationCases
{
    [Fact]
    [Observes("ReserveNow")]
    public async Task TC_046_CSMS_the_reserved_connector_is_used()
    {
        await using var tool = await BootedAsync();
        var reserved = await ReserveAsync(tool, 1, "Accepted");
        await tool.StatusAsync(1, "Reserved");
        var transaction = await tool.ChargingAsync(reserved.GetProperty("reservationId").GetInt32());

        var kept = await KeptAsync(tool, "Used");
        Assert.Equal(transaction, kept.GetProperty("transactionId").GetInt32());
    }

    [Fact]
    public async Task TC_047_CSMS_a_reservation_ends_with_its_time()
    {
        await using var tool = await BootedAsync();
        var ends = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddSeconds(30).ToUnixTimeSeconds());
        var reserved = await ReserveAsync(tool, 1, "Accepted", ends: ends);
        Assert.Equal(ends, reserved.GetProperty("expiryDate").GetDateTimeOffset());
        await tool.StatusAsync(1, "Reserved");
        // A station's clock may run half a minute ahead.
        await tool.StatusAsync(1, "Available");
        await KeptAsync(tool, "Expired");
    }

    [Theory]
    [InlineData("Faulted")]
    [InlineData("Occupied")]
    [InlineData("Rejected")]
    public async Task TC_048_1_CSMS_TC_048_2_CSMS_TC_048_4_CSMS_a_reservation_is_refused(string status)
    {
        await using var tool = await BootedAsync();
        if (status == "Occupied") await tool.StatusAsync(1, "Preparing");
        await ReserveAsync(tool, 1, status);
        Assert.Contains(status, Text(await KeptAsync(tool, "Refused"), "why"), StringComparison.Ordinal);
    }

    [Fact]
    [Observes("ChangeAvailability")]
    public async Task TC_048_3_CSMS_a_connector_out_of_service_is_not_reserved()
    {
        await using var tool = await BootedAsync();
        Assert.Equal("Inoperative", Text(await tool.CommandAsync("ChangeAvailability", """{"connectorId":1,"type":"Inoperative"}""", """{"status":"Accepted"}"""), "type"));
        await tool.StatusAsync(1, "Unavailable");
        await ReserveAsync(tool, 1, "Unavailable");
        await KeptAsync(tool, "Refused");
    }

    [Fact]
    public async Task TC_049_CSMS_the_station_as_a_whole_is_reserved()
    {
        await using var tool = await BootedAsync();
        Assert.Equal(0, (await ReserveAsync(tool, 0, "Accepted")).GetProperty("connectorId").GetInt32());
        await tool.StatusAsync(1, "Reserved");
        await KeptAsync(tool, "Active");
    }

    [Theory]
    [InlineData("Accepted", "Cancelled")]
    [InlineData("Rejected", "Lost")]
    [Observes("CancelReservation")]
    public async Task TC_051_CSMS_TC_052_CSMS_a_reservation_is_cancelled_and_the_station_knows_it_or_not(string status, string state)
    {
        await using var tool = await BootedAsync();
        var reserved = await ReserveAsync(tool, 1, "Accepted");
        await tool.StatusAsync(1, "Reserved");
        await KeptAsync(tool, "Active");
        var cancelled = await tool.OperateAsync("reservations/1/cancel", null, "CancelReservation", $$"""{"status":"{{status}}"}""");
        Assert.Equal(reserved.GetProperty("reservationId").GetInt32(), cancelled.GetProperty("reservationId").GetInt32());
        await tool.StatusAsync(1, "Available");
        await KeptAsync(tool, state);
    }

    [Fact]
    public async Task TC_053_CSMS_another_tag_of_the_group_ends_what_the_reservation_began()
    {
        await using var tool = await BootedAsync();
        var reserved = await ReserveAsync(tool, 1, "Accepted", Parent);
        Assert.Equal(Parent, Text(reserved, "parentIdTag"));
        await tool.StatusAsync(1, "Reserved");
        var transaction = await tool.ChargingAsync(reserved.GetProperty("reservationId").GetInt32());
        var sibling = (await tool.CallAsync("Authorize", """{"idTag":"SIBLING"}""")).GetProperty("idTagInfo");
        Assert.Equal(("Accepted", Parent), (Text(sibling, "status"), Text(sibling, "parentIdTag")));
        await tool.StopAsync(transaction, "Local");
        await tool.StatusAsync(1, "Finishing");
        await KeptAsync(tool, "Used");
    }

    private static async Task<JsonElement> ReserveAsync(TestTool tool, int connector, string answer, string? parent = null, DateTimeOffset? ends = null)
    {
        var at = ends ?? TimeProvider.System.GetUtcNow().AddHours(1);
        var group = parent is null ? "" : $",\"parentIdTag\":\"{parent}\"";
        var asked = await tool.OperateAsync(
            "stations/CP1/reservations", $$"""{"connectorId":{{connector}},"idTag":"GOOD","expiresAt":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}"{{group}}}""", "ReserveNow", $$"""{"status":"{{answer}}"}""");
        Assert.Equal((connector, Good), (asked.GetProperty("connectorId").GetInt32(), Text(asked, "idTag")));
        return asked;
    }

    private static async Task<JsonElement> KeptAsync(TestTool tool, string state)
    {
        JsonElement kept = default;
        await TestKit.Eventually.HoldsAsync(async () => Text(kept = await tool.GetAsync("reservations/1"), "state") == state, $"the reservation is {state}");
        return kept;
    }
}
