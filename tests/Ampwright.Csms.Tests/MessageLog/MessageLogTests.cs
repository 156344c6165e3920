using System.Net.Http.Headers;
using System.Text.Json;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.MessageLog;

public sealed class MessageLogTests
{
    [Fact]
    public async Task Every_frame_in_both_directions_is_found_with_its_action_and_id()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}", "h-1");

        var frames = await FramesAsync(csms, "?station=cp1", 4);

        Assert.Equal(["ToStation CallResult Heartbeat h-1", "FromStation Call Heartbeat h-1", "ToStation CallResult BootNotification s1", "FromStation Call BootNotification s1"],
            frames.Select(frame => $"{Text(frame, "direction")} {Text(frame, "kind")} {Text(frame, "action")} {Text(frame, "messageId")}"));
        Assert.Equal("""[2,"h-1","Heartbeat",{}]""", Text(frames[1], "frame"));
        Assert.Equal(24, frames[1].GetProperty("bytes").GetInt32());
        Assert.All(frames, frame => Assert.Equal(1, frame.GetProperty("epoch").GetInt64()));
    }

    [Fact]
    public async Task Frames_are_searched_by_action_id_direction_time_and_text()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");
        await using var one = await csms.ConnectAsync("CP1");
        await using var other = await csms.ConnectAsync("CP2");
        await one.CallAsync("DataTransfer", """{"vendorId":"Grüße 100%_"}""", "d-1");
        await other.CallAsync("Heartbeat", "{}", "d-1");
        await FramesAsync(csms, "", 8);

        Assert.Equal(2, (await FramesAsync(csms, "?action=DataTransfer")).Count);
        Assert.Equal(4, (await FramesAsync(csms, "?messageId=d-1")).Count);
        Assert.Equal(2, (await FramesAsync(csms, "?messageId=d-1&station=CP2")).Count);
        Assert.Equal(4, (await FramesAsync(csms, "?direction=ToStation")).Count);
        Assert.Single(await FramesAsync(csms, "?text=" + Uri.EscapeDataString("VENDORID\":\"Grüße")));
        Assert.Single(await FramesAsync(csms, "?text=" + Uri.EscapeDataString("100%_")));
        Assert.Empty(await FramesAsync(csms, "?text=" + Uri.EscapeDataString("100%x")));
        Assert.Empty(await FramesAsync(csms, "?to=2020-01-01T00:00:00Z"));
        Assert.Equal(8, (await FramesAsync(csms, "?from=2020-01-01T00:00:00Z")).Count);
        Assert.Empty(await FramesAsync(csms, "?station=NOBODY"));
        (await csms.SendAsync("GET", "/api/v1/messages?direction=up&kind=x")).Problem(422);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        for (var call = 0; call < 24; call++) await station.CallAsync("Heartbeat", "{}");
        await FramesAsync(csms, "?limit=500", 50);

        var seen = new List<long>();
        string? next = "";
        while (next is not null)
        {
            var page = (await csms.SendAsync("GET", $"/api/v1/messages?limit=7{(next == "" ? "" : $"&after={next}")}")).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sequence").GetInt64()));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(Enumerable.Range(1, 50).Select(sequence => (long)sequence).Reverse(), seen);
    }

    [Fact]
    public async Task The_export_is_one_JSON_object_a_line_and_complete()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        for (var call = 0; call < 149; call++) await station.CallAsync("Heartbeat", "{}");
        await FramesAsync(csms, "?limit=500", 300);

        var answer = await csms.SendAsync("GET", "/api/v1/messages/export?direction=FromStation");

        Assert.Equal("application/x-ndjson", answer.Type);
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(150, lines.Count);
        Assert.Equal("""[2,"s1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""", Text(lines[0], "frame"));
        Assert.Equal(lines.Select(line => line.GetProperty("sequence").GetInt64()).Order(), lines.Select(line => line.GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public async Task What_a_frame_deviates_in_stands_beside_it_and_is_counted_for_its_model()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"X1","firmwareVersion":"1.2"}""");
        for (var round = 0; round < 2; round++)
        {
            await station.CallAsync("MeterValues",
                """{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:00:00","sampledValue":[{"value":5},{"value":6}]}]}""");
        }
        await station.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError"}""");
        await station.CallAsync("Nonsense", "{}");
        await station.SendAsync("{broken");
        var frames = await FramesAsync(csms, "?findings=true", 5);

        Assert.Equal(["Unreadable", "Call", "Call", "Call", "Call"], frames.Select(frame => Text(frame, "kind")));
        Assert.Equal(["Unreadable"], Kinds(frames[0]));
        Assert.Equal(["NotImplemented"], Kinds(frames[1]));
        Assert.Equal(["OccurenceConstraintViolation"], Kinds(frames[2]));
        Assert.Equal(["TimeWithoutZone", "ScalarAsText", "ScalarAsText"], Kinds(frames[3]));

        var told = (await csms.SendAsync("GET", "/api/v1/findings?vendor=Acme")).Json.GetProperty("items").EnumerateArray()
            .Select(item => $"{Text(item, "model")} {Text(item, "firmware")} {Text(item, "action")} {Text(item, "kind")} {Text(item, "path")} {item.GetProperty("times")}").ToList();
        Assert.Equal("X1 1.2 MeterValues ScalarAsText meterValue[].sampledValue[].value 4", told[0]);
        Assert.Contains("X1 1.2 MeterValues TimeWithoutZone meterValue[].timestamp 2", told);
        Assert.Contains("X1 1.2 StatusNotification OccurenceConstraintViolation status 1", told);
        Assert.Equal(5, told.Count);
    }

    [Fact]
    public async Task No_secret_that_crosses_the_wire_reaches_the_store()
    {
        const string canary = "00112233445566778899AABBCCDDEEFF00112233";
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var command = csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ChangeConfiguration", $$"""{"key":"AuthorizationKey","value":"{{canary}}"}""");
        var sent = await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal(canary, sent[3].GetProperty("value").GetString());
        await command;
        await station.CallAsync("DataTransfer", $$"""{"vendorId":"V","data":"{\"authorizationKey\":\"{{canary}}\"}"}""");
        await station.SendAsync($$"""[2,"x","DataTransfer",{"AuthorizationKey":"{{canary}}""");
        var frames = await FramesAsync(csms, "", 7);

        Assert.All(frames, frame => Assert.DoesNotContain(canary, frame.GetRawText(), StringComparison.OrdinalIgnoreCase));
        Assert.Contains(frames, frame => Text(frame, "frame").Contains("""{"key":"AuthorizationKey","value":"***"}""", StringComparison.Ordinal));
        var findings = (await csms.SendAsync("GET", "/api/v1/findings")).Text;
        Assert.DoesNotContain(canary, findings, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_log_can_be_switched_off_for_all_and_for_one_station()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");
        Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/stations/CP1/message-log", """{"enabled":false}""")).Code);
        await using var silent = await csms.ConnectAsync("CP1");
        await using var logged = await csms.ConnectAsync("CP2");
        await FramesAsync(csms, "", 2);
        Assert.Empty(await FramesAsync(csms, "?station=CP1"));
        Assert.False((await csms.SendAsync("GET", "/api/v1/stations/CP1/message-log")).Json.GetProperty("recording").GetBoolean());

        var off = await csms.SendAsync("PUT", "/api/v1/messages/settings", """{"enabled":false,"keepDays":7,"keepMegabytes":5}""");
        Assert.False(off.Json.GetProperty("enabled").GetBoolean());
        await logged.CallAsync("Heartbeat", "{}");
        await csms.SendAsync("PUT", "/api/v1/messages/settings", """{"enabled":true,"keepDays":7,"keepMegabytes":5}""");
        await logged.CallAsync("Heartbeat", "{}", "seen");
        Assert.Equal("seen", Text((await FramesAsync(csms, "", 4))[0], "messageId"));

        var audit = (await csms.SendAsync("GET", "/api/v1/audit")).Text;
        Assert.Contains("messageLog.change", audit, StringComparison.Ordinal);
        (await csms.SendAsync("PUT", "/api/v1/messages/settings", """{"enabled":true,"keepDays":0,"keepMegabytes":5}""")).Problem(422);
        (await csms.SendAsync("PUT", "/api/v1/stations/NOBODY/message-log", """{"enabled":true}""")).Problem(404);
    }

    [Fact]
    public async Task A_tail_tells_one_stations_frames_as_they_come_and_resumes()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");
        await using var other = await csms.ConnectAsync("CP2");
        await using var station = await csms.ConnectAsync("CP1");
        await FramesAsync(csms, "", 4);
        using (var tail = await TailAsync(csms, "?station=CP1"))
        {
            await other.CallAsync("Heartbeat", "{}", "other");
            await station.CallAsync("Heartbeat", "{}", "mine");
            Assert.Equal("mine", Text(await NextAsync(tail), "messageId"));
        }
        using var again = await TailAsync(csms, "?station=CP1&after=0");
        Assert.Equal("s1", Text(await NextAsync(again), "messageId"));
        Assert.Equal("s1", Text(await NextAsync(again), "messageId"));
        Assert.Equal("mine", Text(await NextAsync(again), "messageId"));
        (await csms.SendAsync("GET", "/api/v1/messages/tail")).Problem(422);
    }

    internal static async Task<List<JsonElement>> FramesAsync(ServedCsms csms, string query, int atLeast = 0)
    {
        List<JsonElement> found = [];
        await Eventually.HoldsAsync(async () =>
        {
            found = [.. (await csms.SendAsync("GET", $"/api/v1/messages{query}")).Json.GetProperty("items").EnumerateArray()];
            return found.Count >= atLeast;
        }, $"{atLeast} frames with {query}");
        return found;
    }

    private static async Task<StreamReader> TailAsync(ServedCsms csms, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/messages/tail{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServedCsms.OwnerToken);
        var answer = await csms.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    private static async Task<JsonElement> NextAsync(StreamReader tail)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        while (true)
        {
            var line = await tail.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException("The stream ended.");
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonElement.Parse(line["data: ".Length..]);
        }
    }

    private static string[] Kinds(JsonElement frame) => [.. frame.GetProperty("findings").EnumerateArray().Select(finding => Text(finding, "kind"))];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
