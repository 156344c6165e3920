using Ampwright.Csms.Transactions;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Connections;

/// <summary>The n-th answer of a session never reaches its station, for every n: the most frequent cause of doubled sessions.</summary>
public sealed class LostAnswerTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Whichever_answer_is_lost_the_repeat_gets_the_same_and_the_session_is_there_once(bool lineBreaks, bool underNewId)
    {
        await using var csms = await RunningCsms.StartAsync();
        var whole = await ChargeAsync(csms, "WHOLE", lost: -1, lineBreaks, underNewId);
        for (var lost = 0; lost < whole.Count; lost++)
        {
            var station = $"LOST{lost}";
            Assert.Equal(whole, await ChargeAsync(csms, station, lost, lineBreaks, underNewId));
            var stored = Assert.Single(await csms.Transactions.ListAsync(new TransactionFilter { Station = station }));
            Assert.Equal((false, 500L, (string?)null), (stored.Open, stored.EnergyWh, stored.Flags));
        }
    }

    /// <summary>One session; the answer to message number <paramref name="lost"/> is thrown away and the message sent again. Returns the answers, ids of transactions left out.</summary>
    private static async Task<List<string>> ChargeAsync(RunningCsms csms, string identity, int lost, bool lineBreaks, bool underNewId)
    {
        await csms.RegisterAsync(identity);
        await using var station = await csms.ConnectAsync(identity);
        var answers = new List<string>();
        var id = "0";
        (string Action, Func<string> Payload)[] session =
        [
            ("Authorize", () => """{"idTag":"T"}"""),
            ("StatusNotification", () => """{"connectorId":1,"errorCode":"NoError","status":"Preparing","timestamp":"2026-03-01T11:59:00Z"}"""),
            ("StartTransaction", () => """{"connectorId":1,"idTag":"T","meterStart":1000,"timestamp":"2026-03-01T12:00:00Z"}"""),
            ("MeterValues", () => $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T12:10:00Z","sampledValue":[{"value":"1200"}]}]}"""),
            ("MeterValues", () => $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T12:20:00Z","sampledValue":[{"value":"1400"}]}]}"""),
            ("StopTransaction", () => $$"""{"transactionId":{{id}},"meterStop":1500,"timestamp":"2026-03-01T12:30:00Z"}"""),
        ];
        for (var number = 0; number < session.Length; number++)
        {
            var (action, payload) = session[number];
            var first = number == lost ? await LoseAsync(action, payload(), $"m{number}") : null;
            var answer = await station.CallAsync(action, payload(), number == lost && underNewId ? $"again{number}" : $"m{number}");
            Assert.Equal(3, answer[0].GetInt32());
            if (first is not null) Assert.Equal(first, answer[2].GetRawText());
            if (action == "StartTransaction") id = answer[2].GetProperty("transactionId").GetRawText();
            answers.Add($"{action} {answer[2].GetRawText().Replace(id, "ID", StringComparison.Ordinal)}");
        }
        return answers;

        async Task<string?> LoseAsync(string action, string payload, string messageId)
        {
            if (!lineBreaks) return (await station.CallAsync(action, payload, messageId))[2].GetRawText();
            await station.SendAsync($"""[2,"{messageId}","{action}",{payload}]""");
            station.Socket.Abort();
            await Eventually.HoldsAsync(async () => await station.KnockAsync() == 101, "the station comes back");
            return null;
        }
    }
}
