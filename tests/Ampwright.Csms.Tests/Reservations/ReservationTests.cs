using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Reservations;

public sealed class ReservationTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_reservation_is_active_once_the_station_agrees_and_used_by_the_start_that_names_it()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var id = await ReserveAsync(csms, 1, "AA");
        var call = await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal("ReserveNow", call[2].GetString());
        Assert.Equal(("AA", 1), (call[3].GetProperty("idTag").GetString(), call[3].GetProperty("connectorId").GetInt32()));
        await StateAsync(csms, id, "Active");

        await StatusAsync(station, 1, "Reserved");
        await StatusAsync(station, 1, "Preparing");
        var started = await StartTransactionAsync(station, 1, "AA", call[3].GetProperty("reservationId").GetInt32());

        var used = await StateAsync(csms, id, "Used");
        Assert.Equal(started, used.GetProperty("transactionId").GetInt32());
    }

    [Fact]
    public async Task A_start_of_the_tag_that_forgets_to_name_the_reservation_uses_it_all_the_same()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var id = await ReserveAsync(csms, 0, "AA");
        await station.AnswerAsync("""{"status":"Accepted"}""");
        await StateAsync(csms, id, "Active");

        await StartTransactionAsync(station, 2, "other");
        Assert.Equal("Active", (await GetAsync(csms, id)).GetProperty("state").GetString());
        await StartTransactionAsync(station, 1, "aa");

        Assert.Contains("did not name it", (await StateAsync(csms, id, "Used")).GetProperty("why").GetString());
    }

    [Theory]
    [InlineData("Occupied")]
    [InlineData("Faulted")]
    [InlineData("Unavailable")]
    [InlineData("Rejected")]
    public async Task A_station_that_says_no_leaves_a_refused_reservation(string status)
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var id = await ReserveAsync(csms, 1, "AA");
        await station.AnswerAsync($$"""{"status":"{{status}}"}""");
        Assert.Contains(status, (await StateAsync(csms, id, "Refused")).GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_reservation_expires_by_the_clock_and_a_late_start_that_names_it_still_uses_it()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var id = await ReserveAsync(csms, 1, "AA");
        var call = await station.AnswerAsync("""{"status":"Accepted"}""");
        await StateAsync(csms, id, "Active");

        _time.Advance(TimeSpan.FromMinutes(31));
        await StateAsync(csms, id, "Expired");
        await using var again = await csms.ConnectAsync();
        await StartTransactionAsync(again, 1, "AA", call[3].GetProperty("reservationId").GetInt32());

        await StateAsync(csms, id, "Used");
    }

    [Fact]
    public async Task Cancelling_waits_for_the_stations_word()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var id = await ReserveAsync(csms, 1, "AA");
        var reserve = await station.AnswerAsync("""{"status":"Accepted"}""");
        await StateAsync(csms, id, "Active");
        await StatusAsync(station, 1, "Reserved");

        Assert.Equal(202, (await csms.SendAsync("POST", $"/api/v1/reservations/{id}/cancel")).Code);
        Assert.Equal("Active", (await GetAsync(csms, id)).GetProperty("state").GetString());
        var cancel = JsonElement.Parse((await station.ReceiveAsync())!);
        Assert.Equal(("CancelReservation", reserve[3].GetProperty("reservationId").GetInt32()),
            (cancel[2].GetString(), cancel[3].GetProperty("reservationId").GetInt32()));
        // A station may tell the status before it answers.
        await StatusAsync(station, 1, "Available");
        await station.SendAsync($$"""[3,"{{cancel[1].GetString()}}",{"status":"Accepted"}]""");

        await StateAsync(csms, id, "Cancelled");
        (await csms.SendAsync("POST", $"/api/v1/reservations/{id}/cancel")).Problem(409);
    }

    [Fact]
    public async Task One_that_was_not_sent_is_taken_back_at_once()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        var id = await ReserveAsync(csms, 1, "AA");

        Assert.Equal(200, (await csms.SendAsync("POST", $"/api/v1/reservations/{id}/cancel")).Code);

        await StateAsync(csms, id, "Refused");
        await using var station = await csms.ConnectAsync();
        await StatusAsync(station, 1, "Available");
        // Had it been sent, it would have come before this answer, or be on its way.
        Assert.Equal("Cancelled", (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_the_station_gives_up_by_itself_is_lost()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var faulted = await ActiveAsync(csms, station, 1);
        var freed = await ActiveAsync(csms, station, 2);
        await StatusAsync(station, 2, "Reserved");

        await StatusAsync(station, 1, "Faulted");
        await StateAsync(csms, faulted, "Lost");
        Assert.Equal("Active", (await GetAsync(csms, freed)).GetProperty("state").GetString());
        await StatusAsync(station, 2, "Available");

        Assert.Contains("before the reservation's time", (await StateAsync(csms, freed, "Lost")).GetProperty("why").GetString());
    }

    [Fact]
    public async Task Another_reservations_cancel_under_way_hides_no_loss()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var cancelled = await ActiveAsync(csms, station, 1);
        var freed = await ActiveAsync(csms, station, 2);
        await StatusAsync(station, 1, "Reserved");
        await StatusAsync(station, 2, "Reserved");
        await csms.SendAsync("POST", $"/api/v1/reservations/{cancelled}/cancel");
        Assert.NotNull(await station.ReceiveAsync());

        await StatusAsync(station, 2, "Available");
        await StatusAsync(station, 1, "Available");

        await StateAsync(csms, freed, "Lost");
        Assert.Equal("Active", (await GetAsync(csms, cancelled)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_cancel_that_the_station_rejects_shows_that_it_has_no_such_reservation()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var id = await ActiveAsync(csms, station, 1);
        await csms.SendAsync("POST", $"/api/v1/reservations/{id}/cancel");
        await station.AnswerAsync("""{"status":"Rejected"}""");
        await StateAsync(csms, id, "Lost");
    }

    [Fact]
    public async Task A_bare_command_makes_a_reservation_too_and_the_same_id_replaces_it()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ReserveNow", Body("AA"));
        await station.AnswerAsync("""{"status":"Accepted"}""");
        await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ReserveNow", Body("BB"));
        await station.AnswerAsync("""{"status":"Accepted"}""");

        await Eventually.HoldsAsync(async () => (await ListAsync(csms)).SequenceEqual([("BB", "Active"), ("AA", "Replaced")]));

        string Body(string tag) => $$"""{"connectorId":1,"idTag":"{{tag}}","reservationId":7,"expiryDate":"{{_time.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}"}""";
    }

    [Fact]
    public async Task A_reservation_whose_answer_was_lost_is_active_when_the_connector_shows_it()
    {
        await using var csms = await StartAsync();
        await using var station = await ConnectAsync(csms);
        var id = await ReserveAsync(csms, 1, "AA");
        Assert.NotNull(await station.ReceiveAsync());
        await station.DisposeAsync();
        await Eventually.HoldsAsync(async () => (await GetAsync(csms, id)).GetProperty("why").GetString() is not null);
        Assert.Equal("Requested", (await GetAsync(csms, id)).GetProperty("state").GetString());

        await using var again = await csms.ConnectAsync();
        await StatusAsync(again, 1, "Reserved");

        await StateAsync(csms, id, "Active");
    }

    [Fact]
    public async Task Faulty_requests_are_told_what_is_wrong()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        var errors = (await csms.SendAsync("POST", "/api/v1/stations/CP1/reservations", """{"connectorId":-1,"idTag":"","expiresAt":"2001-01-01T00:00:00Z"}"""))
            .Problem(422).GetProperty("errors");
        Assert.Equal(["connectorId", "expiresAt", "idTag"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        (await csms.SendAsync("POST", "/api/v1/stations/NONE/reservations", """{"connectorId":1,"idTag":"A","expiresAt":"2101-01-01T00:00:00Z"}""")).Problem(404);
        (await csms.SendAsync("GET", "/api/v1/reservations/99")).Problem(404);
        (await csms.SendAsync("GET", "/api/v1/reservations?state=Odd")).Problem(422);
    }

    private Task<ServedCsms> StartAsync() => ServedCsms.StartAsync(_time);

    private static async Task<RawStation> ConnectAsync(ServedCsms csms)
    {
        await csms.RegisterAsync();
        return await csms.ConnectAsync();
    }

    private async Task<long> ReserveAsync(ServedCsms csms, int connector, string tag)
    {
        var answer = await csms.SendAsync("POST", "/api/v1/stations/CP1/reservations",
            $$"""{"connectorId":{{connector}},"idTag":"{{tag}}","expiresAt":"{{_time.GetUtcNow().AddMinutes(30):yyyy-MM-ddTHH:mm:ssZ}}"}""");
        Assert.Equal(202, answer.Code);
        Assert.Equal("Requested", answer.Json.GetProperty("state").GetString());
        return answer.Json.GetProperty("id").GetInt64();
    }

    private async Task<long> ActiveAsync(ServedCsms csms, RawStation station, int connector)
    {
        var id = await ReserveAsync(csms, connector, $"T{connector}");
        await station.AnswerAsync("""{"status":"Accepted"}""");
        await StateAsync(csms, id, "Active");
        return id;
    }

    private static async Task<JsonElement> GetAsync(ServedCsms csms, long id) => (await csms.SendAsync("GET", $"/api/v1/reservations/{id}")).Json;

    private static async Task<JsonElement> StateAsync(ServedCsms csms, long id, string state)
    {
        await Eventually.HoldsAsync(async () => (await GetAsync(csms, id)).GetProperty("state").GetString() == state, $"the reservation is {state}");
        return await GetAsync(csms, id);
    }

    private static async Task<List<(string, string)>> ListAsync(ServedCsms csms) =>
        [.. (await csms.SendAsync("GET", "/api/v1/reservations?station=cp1")).Json.GetProperty("items").EnumerateArray()
            .Select(item => (item.GetProperty("idTag").GetString()!, item.GetProperty("state").GetString()!))];

    private static async Task StatusAsync(RawStation station, int connector, string status) =>
        Assert.Equal("{}", (await station.CallAsync("StatusNotification", $$"""{"connectorId":{{connector}},"errorCode":"NoError","status":"{{status}}"}"""))[2].GetRawText());

    private async Task<int> StartTransactionAsync(RawStation station, int connector, string tag, int? reservation = null) => (await station.CallAsync("StartTransaction",
        $$"""{"connectorId":{{connector}},"idTag":"{{tag}}","meterStart":0,"timestamp":"{{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}}"{{(reservation is null ? "" : $",\"reservationId\":{reservation}")}}}"""))
        [2].GetProperty("transactionId").GetInt32();
}
