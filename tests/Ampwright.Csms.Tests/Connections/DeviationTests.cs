using static Ampwright.Csms.Tests.Connections.RunningCsms;

namespace Ampwright.Csms.Tests.Connections;

public sealed class DeviationTests
{
    [Fact]
    public async Task A_deviation_is_survived_and_told_once_per_connection()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        for (var round = 0; round < 3; round++)
        {
            var answer = await station.CallAsync("MeterValues",
                """{"connectorId":"1","meterValue":[{"timestamp":"2026-03-01T12:00:00","sampledValue":[{"value":5},{"value":6}]}]}""");
            Assert.Equal("{}", answer[2].GetRawText());
        }
        var told = csms.Log.Lines.Where(line => line.Contains(" 200 ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.Single(told, line => line.Contains("sampledValue", StringComparison.Ordinal));
    }
}
