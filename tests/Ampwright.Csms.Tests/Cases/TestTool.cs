using System.Text;
using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>
/// The tester's side of a CSMS case: a station on a real socket with two connectors, and an operator at the API. Whatever the CSMS sends, calls
/// and answers, is read strictly. The station's record says that nothing is to be sent unasked, as a laboratory wants it.
/// </summary>
internal sealed class TestTool : IAsyncDisposable
{
    public const string Good = "GOOD";
    public const string Parent = "FAMILY";
    private readonly Queue<JsonElement> _calls = [];
    private int _messages;

    private TestTool(ServedCsms csms, RawStation station)
    {
        Csms = csms;
        Station = station;
    }

    public ServedCsms Csms { get; }

    public RawStation Station { get; private set; }

    public static string Now => $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}";

    /// <summary>The catalogue's state "Booted": BootNotification accepted, every connector Available.</summary>
    public static async Task<TestTool> BootedAsync(Func<Task<ServedCsms>>? start = null)
    {
        var tool = await ConnectedAsync(start);
        await tool.BootAsync();
        return tool;
    }

    /// <summary>Registered and connected, nothing said yet.</summary>
    public static async Task<TestTool> ConnectedAsync(Func<Task<ServedCsms>>? start = null)
    {
        var csms = await (start ?? (() => ServedCsms.StartAsync()))();
        Assert.Equal(201, (await csms.RegisterAsync(more: ""","noUnsolicitedCalls":true""")).Code);
        foreach (var (tag, body) in ((string, string)[])[(Good, $$"""{"parentIdTag":"{{Parent}}"}"""), ("SIBLING", $$"""{"parentIdTag":"{{Parent}}"}"""), ("BLOCKED", """{"blocked":true}"""), ("EXPIRED", """{"expiresAt":"2020-01-01T00:00:00Z"}""")])
        {
            var put = await csms.SendAsync("PUT", $"/api/v1/id-tags/{tag}", body);
            Assert.True(put.Code is 200 or 201, put.Text);
        }
        var station = new RawStation(csms.Address, "CP1");
        await station.ConnectAsync();
        return new TestTool(csms, station);
    }

    /// <summary>BootNotification, which must be accepted, and the status of the station and its connectors.</summary>
    public async Task BootAsync()
    {
        var boot = await CallAsync("BootNotification", """{"chargePointVendor":"Maker","chargePointModel":"Model"}""");
        Assert.Equal("Accepted", Text(boot, "status"));
        for (var connector = 0; connector <= 2; connector++) await StatusAsync(connector, "Available");
    }

    /// <summary>A connection of its own in place of the present one.</summary>
    public async Task ReconnectAsync(RawStation? with = null)
    {
        await Station.DisposeAsync();
        Station = with ?? new RawStation(Csms.Address, "CP1");
        await Station.ConnectAsync();
    }

    /// <summary>The station calls; the answer's payload, read strictly.</summary>
    public async Task<JsonElement> CallAsync(string action, string payload)
    {
        var id = $"t{++_messages}";
        await Station.SendAsync($"""[2,"{id}","{action}",{payload}]""");
        while (true)
        {
            var frame = await FrameAsync();
            if (frame[0].GetInt32() == 2)
            {
                _calls.Enqueue(frame);
                continue;
            }
            Assert.True(frame[0].GetInt32() == 3 && frame[1].GetString() == id, frame.GetRawText());
            Catalogue.Find(action)!.Response.Read(Encoding.UTF8.GetBytes(frame[2].GetRawText()), ReadMode.Strict);
            return frame[2];
        }
    }

    /// <summary>The CSMS calls this and nothing else; the request's payload, read strictly and answered.</summary>
    public async Task<JsonElement> AnswerAsync(string action, string answer)
    {
        var call = _calls.TryDequeue(out var waiting) ? waiting : await FrameAsync();
        Assert.True(call[0].GetInt32() == 2 && call[2].GetString() == action, $"{action} was expected: {call.GetRawText()}");
        Catalogue.Find(action)!.Request.Read(Encoding.UTF8.GetBytes(call[3].GetRawText()), ReadMode.Strict);
        await Station.SendAsync($"""[3,"{call[1].GetString()}",{answer}]""");
        return call[3];
    }

    /// <summary>
    /// The operator gives a command, the station answers it, and the operator is told what came of it.
    /// </summary>
    /// <param name="state">How the command must end.</param>
    /// <returns>The request as the station saw it.</returns>
    public async Task<JsonElement> CommandAsync(string action, string payload, string answer, string state = "Answered", bool raw = false)
    {
        var asked = Csms.SendAsync("POST", $"/api/v1/stations/CP1/{(raw ? "raw-" : "")}commands/{action}?wait=60", payload);
        var request = await AnswerAsync(action, answer);
        var told = await asked;
        Assert.True(told.Code == 200 && Text(told.Json, "state") == state, told.Text);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(answer), told.Json.GetProperty("answer")), told.Text);
        return request;
    }

    /// <summary>An operator's step that makes the CSMS call the station; answers it.</summary>
    public async Task<JsonElement> OperateAsync(string path, string? body, string action, string answer)
    {
        var asked = await Csms.SendAsync("POST", $"/api/v1/{path}", body);
        Assert.True(asked.Code is 200 or 201 or 202, asked.Text);
        return await AnswerAsync(action, answer);
    }

    public async Task StatusAsync(int connector, string status, string error = "NoError") =>
        await CallAsync("StatusNotification", $$"""{"connectorId":{{connector}},"status":"{{status}}","errorCode":"{{error}}"}""");

    /// <summary>The verdict on a tag.</summary>
    public async Task<string> AuthorizeAsync(string tag = Good) => Verdict(await CallAsync("Authorize", $$"""{"idTag":"{{tag}}"}"""));

    /// <summary>StartTransaction; its verdict must be the one said.</summary>
    public async Task<int> StartAsync(string tag = Good, string verdict = "Accepted", int? reservation = null, string? at = null)
    {
        var named = reservation is { } id ? $",\"reservationId\":{id}" : "";
        var started = await CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"{{tag}}","meterStart":100,"timestamp":"{{at ?? Now}}"{{named}}}""");
        Assert.Equal(verdict, Verdict(started));
        return started.GetProperty("transactionId").GetInt32();
    }

    public async Task StopAsync(int transaction, string reason, string? at = null)
    {
        await CallAsync("StopTransaction", $$"""{"transactionId":{{transaction}},"meterStop":700,"timestamp":"{{at ?? Now}}","reason":"{{reason}}"}""");
        var kept = await TransactionAsync(transaction);
        Assert.Equal(("Ended", reason, 600), (Text(kept, "state"), Text(kept, "reason"), kept.GetProperty("energyWh").GetInt32()));
    }

    /// <summary>The catalogue's state "Charging".</summary>
    /// <returns>The transaction's id.</returns>
    public async Task<int> ChargingAsync(int? reservation = null)
    {
        Assert.Equal("Accepted", await AuthorizeAsync());
        await StatusAsync(1, "Preparing");
        var transaction = await StartAsync(reservation: reservation);
        await StatusAsync(1, "Charging");
        Assert.Equal("Running", Text(await TransactionAsync(transaction), "state"));
        Assert.Equal("Charging", await StatusOfAsync(1));
        return transaction;
    }

    /// <summary>What the operator sees.</summary>
    public async Task<JsonElement> TransactionAsync(int id) => await GetAsync($"transactions/{id}");

    public async Task<string?> StatusOfAsync(int connector) => (await GetAsync("stations/CP1/connectors")).GetProperty("items").EnumerateArray()
        .Where(one => one.GetProperty("connectorId").GetInt32() == connector).Select(one => Text(one, "status")).SingleOrDefault();

    public async Task<JsonElement> GetAsync(string path)
    {
        var answer = await Csms.SendAsync("GET", $"/api/v1/{path}");
        Assert.True(answer.Code == 200, $"{path}: {answer.Text}");
        return answer.Json;
    }

    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public async ValueTask DisposeAsync()
    {
        await Station.DisposeAsync();
        await Csms.DisposeAsync();
    }

    private static string Verdict(JsonElement answer) => Text(answer.GetProperty("idTagInfo"), "status")!;

    private async Task<JsonElement> FrameAsync() => JsonElement.Parse(await Station.ReceiveAsync() ?? throw new InvalidOperationException("The connection ended."));
}
