using System.Text.Json.Nodes;
using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Tests.Operation;

/// <summary>Mapping files with a real HTTP server behind them.</summary>
public sealed class MappingTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task An_action_at_a_station_becomes_the_request_of_a_rig()
    {
        var rig = new MappingOperator(_desk.Mapping(
            _http, """{ "present": { "url": "DESK/reader/{connector}?tag={tag}", "method": "PUT", "body": "{\"tag\":\"{tag}\"}", "headers": { "X-Key": "k" } } }""", MappingOperator.Names));
        await rig.DoAsync(StationAction.Present, 1, "A \"B\"");
        Assert.Equal("PUT /reader/1?tag=A%20%22B%22 {\"tag\":\"A \\u0022B\\u0022\"} k", Assert.Single(_desk.Asked));
        var missing = await Assert.ThrowsAsync<OperatorException>(() => rig.DoAsync(StationAction.Plug, 1, null));
        Assert.Contains("has no plug", missing.Message);
    }

    [Fact]
    public async Task A_refusal_and_a_server_that_is_not_there_are_told_with_the_address()
    {
        var rig = new MappingOperator(_desk.Mapping(
            _http, """{ "plug": { "url": "DESK/plug" }, "unplug": { "url": "http://127.0.0.1:1/unplug" } }""", MappingOperator.Names));
        _desk.Answer = (_, _) => Task.FromResult((409, "the arm is busy"));
        Assert.Contains("/plug answered 409 the arm is busy", (await Assert.ThrowsAsync<OperatorException>(() => rig.DoAsync(StationAction.Plug, 1, null))).Message);
        Assert.Contains("127.0.0.1:1/unplug cannot be reached", (await Assert.ThrowsAsync<OperatorException>(() => rig.DoAsync(StationAction.Unplug, 1, null))).Message);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_told_and_does_not_end_the_run()
    {
        using var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(200) };
        var waits = new TaskCompletionSource<(int, string)>();
        _desk.Answer = (_, _) => waits.Task;
        var rig = new MappingOperator(_desk.Mapping(impatient, """{ "plug": { "url": "DESK/plug" } }""", MappingOperator.Names));
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<OperatorException>(() => rig.DoAsync(StationAction.Plug, 1, null))).Message);
        waits.SetResult((204, ""));
    }

    [Fact]
    public async Task Commands_go_by_the_general_request_or_by_one_of_their_own()
    {
        var desk = Mapped("""
            { "command": { "url": "DESK/stations/{station}/{action}", "body": "{payload}" },
              "RemoteStartTransaction": { "url": "DESK/start", "body": "{\"at\":[{connectorId}],\"tag\":\"{idTag}\",\"with\":\"{chargingProfile}\"}" } }
            """);
        await desk.SendAsync("Reset", new JsonObject { ["type"] = "Hard" });
        await desk.SendAsync("RemoteStartTransaction", new JsonObject { ["connectorId"] = 2, ["idTag"] = "A\"B" });
        Assert.Equal(["POST /stations/LAB%201/Reset {\"type\":\"Hard\"}", "POST /start {\"at\":[2],\"tag\":\"A\\u0022B\",\"with\":\"\"}"], _desk.Asked);
    }

    [Fact]
    public async Task A_name_that_OCPP_does_not_have_is_a_mistake_in_the_file()
    {
        var desk = Mapped("""{ "command": { "url": "DESK/{action}/{connector}" } }""");
        var wrong = await Assert.ThrowsAsync<OperatorException>(() => desk.SendAsync("UnlockConnector", new JsonObject { ["connectorId"] = 1 }));
        Assert.Contains("has {connector}, which is nothing here", wrong.Message);
        Assert.Contains("{connectorId}", wrong.Message);
    }

    [Fact]
    public async Task Tags_and_the_station_are_made_known_in_the_words_of_the_other_side()
    {
        var desk = Mapped("""
            { "addTag": { "url": "DESK/tags/{tag}", "method": "PUT", "body": "{\"state\":\"{status}\",\"group\":\"{parent}\"}", "words": { "Accepted": "active" } },
              "addStation": { "url": "DESK/stations", "body": "{\"id\":\"{station}\"}" },
              "setPassword": { "url": "DESK/stations/{station}/password", "body": "{password}", "contentType": "text/plain", "method": "PUT" } }
            """);
        await desk.AddTagAsync("T1", "Accepted", "G");
        await desk.AddTagAsync("T2", "Blocked", null);
        await desk.RegisterAsync(1, "secret");
        Assert.Equal(
            ["PUT /tags/T1 {\"state\":\"active\",\"group\":\"G\"}", "PUT /tags/T2 {\"state\":\"Blocked\",\"group\":\"\"}", "POST /stations {\"id\":\"LAB 1\"}",
             "PUT /stations/LAB%201/password secret"],
            _desk.Asked);
    }

    [Fact]
    public async Task A_record_is_read_back_where_the_file_says_that_its_values_stand()
    {
        var desk = Mapped("""
            { "reservation": { "url": "DESK/reservations?station={station}", "words": { "Cancelled": "cancelled" },
                               "values": { "status": "$.items[?@.number=={key}].state", "idTag": "$.items[?@.number=={key}].by.tag" } } }
            """);
        _desk.Answer = (_, _) => Task.FromResult((200, """{ "items": [ { "number": 101, "state": "open", "by": { "tag": "T1" } }, { "number": 102, "state": "cancelled" } ] }"""));
        Task<bool> Shows(string key, string member, string value) => desk.ShowsAsync(CsmsRecord.Reservation, key, new Dictionary<string, string> { [member] = value });
        Assert.True(await Shows("102", "status", "Cancelled"));
        Assert.False(await Shows("101", "status", "Cancelled"));
        Assert.True(await Shows("101", "idTag", "T1"));
        Assert.False(await Shows("102", "idTag", "T1"));
        Assert.Equal("GET /reservations?station=LAB%201", _desk.Asked[0]);
        Assert.Contains("where a reservation has its connectorId", (await Assert.ThrowsAsync<OperatorException>(() => Shows("101", "connectorId", "1"))).Message);
        _desk.Answer = (_, _) => Task.FromResult((404, ""));
        Assert.False(await Shows("102", "status", "Cancelled"));
        _desk.Answer = (_, _) => Task.FromResult((200, "<html>"));
        Assert.Contains("did not answer with JSON", (await Assert.ThrowsAsync<OperatorException>(() => Shows("102", "status", "Cancelled"))).Message);
    }

    [Theory]
    [InlineData("""{ "plugIn": { "url": "DESK/x" } }""", "maps plugIn, which is none of plug, plugHalfway")]
    [InlineData("""{ "plug": { "url": "ftp://rig/x" } }""", "is no http or https address")]
    [InlineData("""{ "plug": { "url": "DESK/x", "method": "GO ON" } }""", "is no method")]
    [InlineData("""{ "plug": { "url": "DESK/x", "contentType": "json" } }""", "is no content type")]
    [InlineData("""{ "plug": { "url": "DESK/x", "values": { "status": "state" } } }""", "is no path")]
    [InlineData("""{ "plug": { "url": "DESK/x", "verb": "GET" } }""", "is no mapping")]
    [InlineData("""{ "plug": { "method": "GET" } }""", "is no mapping")]
    [InlineData("[]", "is no mapping")]
    public void A_file_that_cannot_be_understood_is_told_with_what_it_may_hold(string lines, string named) =>
        Assert.Contains(named, Assert.Throws<LabException>(() => _desk.Mapping(_http, lines, MappingOperator.Names)).Message);

    private CsmsMappingOperator Mapped(string lines) => new(_desk.Mapping(_http, lines, CsmsMappingOperator.Names), "LAB 1");
}
