using System.Text.Json;
using Ampwright.Csms.Tests.Actions;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Authorization;

/// <summary>Who may charge where and when, over real sockets: set up through the API, asked by a station.</summary>
public sealed class ChargingRightsTests
{
    // A Monday.
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("KnownTags", "Refused", "GOOD", "Accepted", "KnownTag")]
    [InlineData("KnownTags", "Refused", "good", "Accepted", "KnownTag")]
    [InlineData("KnownTags", "Refused", "BLOCKED", "Blocked", "BlockedTag")]
    [InlineData("KnownTags", "Refused", "EXPIRED", "Expired", "ExpiredTag")]
    [InlineData("KnownTags", "Refused", "NOBODY", "Invalid", "UnknownTag")]
    [InlineData("KnownTags", "Accepted", "NOBODY", "Accepted", "FreeCharging")]
    [InlineData("GroupsWithRule", "Accepted", "GOOD", "Accepted", "FreeCharging")]
    [InlineData("GroupsWithRule", "Accepted", "BLOCKED", "Blocked", "BlockedTag")]
    [InlineData("GroupsWithRule", "Accepted", "EXPIRED", "Expired", "ExpiredTag")]
    [InlineData("GroupsWithRule", "Refused", "GOOD", "Blocked", "NoRule")]
    [InlineData("GroupsWithRule", "Refused", "FLEET", "Accepted", "Rule")]
    [InlineData("GroupsWithRule", "Refused", "NIGHT", "Blocked", "OutsideRule")]
    [InlineData("GroupsWithRule", "Refused", "NOBODY", "Invalid", "UnknownTag")]
    [Observes("Authorize")]
    public async Task A_tag_is_answered_by_what_is_known_of_it_and_by_the_sites_policy(string policy, string unknown, string idTag, string status, string reason)
    {
        await using var csms = await ServedCsms.StartAsync(new ManualTimeProvider(Monday));
        await using var station = await WorldAsync(csms);
        await DoAsync(csms, "PATCH", "sites/1", $$"""{"defaultPolicy":"{{policy}}","unknownTags":"{{unknown}}","timeZone":"Europe/Berlin"}""");

        var answer = await station.CallAsync("Authorize", $$"""{"idTag":"{{idTag}}"}""");

        Assert.Equal(status, answer[2].GetProperty("idTagInfo").GetProperty("status").GetString());
        var would = (await csms.SendAsync("GET", $"/api/v1/stations/CP1/authorization?idTag={idTag}")).Json;
        Assert.Equal((status, reason), (would.GetProperty("status").GetString(), would.GetProperty("reason").GetString()));
        var why = await EventuallyOneAsync(csms, $"stations/CP1/authorizations?idTag={idTag}");
        Assert.Equal(("Authorize", status, reason), (Text(why, "action"), Text(why, "status"), Text(why, "reason")));
        Assert.Equal(policy, why.GetProperty("inputs").GetProperty("defaultPolicy").GetString());
    }

    [Fact]
    public async Task A_rule_holds_at_its_station_in_its_hours_and_the_station_is_told_when_they_end()
    {
        var time = new ManualTimeProvider(Monday);
        await using var csms = await ServedCsms.StartAsync(time);
        await using var station = await WorldAsync(csms);
        await csms.RegisterAsync("CP2");
        await using var other = await csms.ConnectAsync("CP2");
        await DoAsync(csms, "PATCH", "sites/1", """{"defaultPolicy":"GroupsWithRule","timeZone":"Europe/Berlin"}""");

        var open = (await station.CallAsync("Authorize", """{"idTag":"FLEET"}"""))[2].GetProperty("idTagInfo");

        // mon-fri 08:00-18:00 in Berlin; it is 12:00 there.
        Assert.Equal("2026-03-02T17:00:00.000Z", DateTimeOffset.Parse(open.GetProperty("expiryDate").GetString()!, null).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        Assert.Equal("FLEET-PARENT", open.GetProperty("parentIdTag").GetString());
        Assert.Equal("Blocked", await StatusAsync(other, "FLEET"));
        time.Advance(TimeSpan.FromHours(6));
        // The silence of six hours has ended the connections.
        await using var evening = await csms.ConnectAsync();
        Assert.Equal("Blocked", await StatusAsync(evening, "FLEET"));
        Assert.Equal("Accepted", await StatusAsync(evening, "NIGHT"));
    }

    [Fact]
    public async Task The_parent_is_told_in_the_answers_to_Authorize_StartTransaction_and_StopTransaction()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var station = await WorldAsync(csms);
        await DoAsync(csms, "PUT", "id-tags/OWN", """{"parentIdTag":"OWN-PARENT","driver":1}""");
        foreach (var (tag, parent) in ((string, string)[])[("FLEET", "FLEET-PARENT"), ("OWN", "OWN-PARENT")])
        {
            var authorized = await station.CallAsync("Authorize", $$"""{"idTag":"{{tag}}"}""");
            var started = await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"{{tag}}","meterStart":0,"timestamp":"2026-03-02T11:00:00Z"}""");
            var stopped = await station.CallAsync("StopTransaction", $$"""{"transactionId":{{started[2].GetProperty("transactionId").GetInt32()}},"idTag":"{{tag}}","meterStop":5,"timestamp":"2026-03-02T11:10:00Z"}""");
            foreach (var answer in (JsonElement[])[authorized, started, stopped])
                Assert.Equal(parent, answer[2].GetProperty("idTagInfo").GetProperty("parentIdTag").GetString());
        }
    }

    [Fact]
    public async Task A_group_may_allow_its_members_tags_one_transaction_at_a_time_and_a_retry_is_none()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var station = await WorldAsync(csms);
        await DoAsync(csms, "PUT", "groups/1", """{"name":"fleet","oneTransactionAtATime":true}""");
        const string Start = """{"connectorId":1,"idTag":"FLEET","meterStart":0,"timestamp":"2026-03-02T11:00:00Z"}""";

        var first = await station.CallAsync("StartTransaction", Start);
        var retry = await station.CallAsync("StartTransaction", Start, "another-id");
        var second = await station.CallAsync("StartTransaction", """{"connectorId":2,"idTag":"FLEET","meterStart":0,"timestamp":"2026-03-02T11:05:00Z"}""");

        Assert.Equal(first[2].GetRawText(), retry[2].GetRawText());
        Assert.Equal("ConcurrentTx", second[2].GetProperty("idTagInfo").GetProperty("status").GetString());
        var id = first[2].GetProperty("transactionId").GetInt32();
        var why = (await csms.SendAsync("GET", $"/api/v1/transactions/{second[2].GetProperty("transactionId").GetInt32()}/authorizations")).Json.GetProperty("items")[0];
        Assert.Equal(("StartTransaction", "RunningTransaction", id), (Text(why, "action"), Text(why, "reason"), why.GetProperty("inputs").GetProperty("runningTransaction").GetInt32()));
        Assert.Equal(1, (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/authorizations")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_station_may_let_everybody_charge_at_a_site_that_does_not()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var station = await WorldAsync(csms);

        await DoAsync(csms, "PATCH", "stations/CP1", """{"unknownTags":"Accepted"}""");
        Assert.Equal("Accepted", await StatusAsync(station, "NOBODY"));
        await DoAsync(csms, "PATCH", "stations/CP1", """{"unknownTags":"AsSite"}""");
        Assert.Equal("Invalid", await StatusAsync(station, "NOBODY"));
    }

    [Fact]
    public async Task Who_changes_what_somebody_else_has_changed_meanwhile_is_told()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var station = await WorldAsync(csms);
        foreach (var (path, body) in ((string, string)[])[
            ("groups/1", """{"name":"fleet"}"""), ("drivers/1", """{"name":"Ann","groups":[1]}"""), ("id-tags/FLEET", """{"driver":1}"""),
            ("charging-rules/1", """{"group":1,"station":"CP1"}""")])
        {
            var tag = (await csms.SendAsync("GET", $"/api/v1/{path}")).Headers["ETag"];
            void If(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("If-Match", tag);
            Assert.Equal(200, (await csms.SendAsync("PUT", $"/api/v1/{path}", body, with: If)).Code);
            Assert.Equal("changed-meanwhile", (await csms.SendAsync("PUT", $"/api/v1/{path}", body, with: If)).Problem(412).GetProperty("code").GetString());
            Assert.Equal(200, (await csms.SendAsync("PUT", $"/api/v1/{path}", body)).Code);
        }
        (await csms.SendAsync("DELETE", "/api/v1/drivers/1")).Problem(409);
        (await csms.SendAsync("DELETE", "/api/v1/groups/1")).Problem(409);
    }

    [Fact]
    public async Task What_was_decided_outlives_a_store_that_was_away()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        csms.CommitFault = new InvalidOperationException("the disk is away");
        for (var tag = 0; tag < 20; tag++) Assert.Equal("Invalid", await StatusAsync(station, $"T{tag}"));
        csms.CommitFault = null;

        await RunningCsms.UntilAsync(async () => await csms.Database.ReadAsync(connection =>
            Dapper.SqlMapper.ExecuteScalar<int>(connection, "SELECT count(DISTINCT id_tag) FROM authorization_decisions")) == 20);
    }

    internal static async Task<RawStation> WorldAsync(ServedCsms csms)
    {
        await csms.RegisterAsync();
        await DoAsync(csms, "POST", "groups", """{"name":"fleet","parentIdTag":"FLEET-PARENT"}""");
        await DoAsync(csms, "POST", "groups", """{"name":"night"}""");
        await DoAsync(csms, "POST", "drivers", """{"name":"Ann","contact":"ann@example.com","groups":[1]}""");
        await DoAsync(csms, "POST", "drivers", """{"name":"Bob","groups":[2]}""");
        await DoAsync(csms, "POST", "charging-rules", """{"group":1,"station":"CP1","windows":[{"days":["mon","tue","wed","thu","fri"],"from":"08:00","to":"18:00"}]}""");
        await DoAsync(csms, "POST", "charging-rules", """{"group":2,"windows":[{"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"18:00","to":"08:00"}]}""");
        await DoAsync(csms, "PUT", "id-tags/GOOD", "{}");
        await DoAsync(csms, "PUT", "id-tags/FLEET", """{"driver":1}""");
        await DoAsync(csms, "PUT", "id-tags/NIGHT", """{"driver":2}""");
        await DoAsync(csms, "PUT", "id-tags/BLOCKED", """{"blocked":true,"driver":1}""");
        await DoAsync(csms, "PUT", "id-tags/EXPIRED", """{"expiresAt":"2026-03-01T00:00:00Z","driver":1}""");
        return await csms.ConnectAsync();
    }

    private static async Task DoAsync(ServedCsms csms, string method, string path, string body)
    {
        var answer = await csms.SendAsync(method, $"/api/v1/{path}", body);
        Assert.True(answer.Code is >= 200 and < 300, $"{method} {path}: {answer.Code} {answer.Text}");
    }

    private static async Task<string?> StatusAsync(RawStation station, string idTag) =>
        (await station.CallAsync("Authorize", $$"""{"idTag":"{{idTag}}"}"""))[2].GetProperty("idTagInfo").GetProperty("status").GetString();

    private static async Task<JsonElement> EventuallyOneAsync(ServedCsms csms, string path)
    {
        JsonElement items = default;
        await Eventually.HoldsAsync(async () =>
        {
            items = (await csms.SendAsync("GET", $"/api/v1/{path}")).Json.GetProperty("items");
            return items.GetArrayLength() > 0;
        });
        return items[0];
    }

    private static string Text(JsonElement item, string field) => item.GetProperty(field).GetString()!;
}
