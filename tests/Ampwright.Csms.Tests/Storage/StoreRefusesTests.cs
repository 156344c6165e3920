using Ampwright.Csms.Tests.Connections;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Storage;

public sealed class StoreRefusesTests
{
    [Fact]
    public async Task A_store_that_takes_nothing_is_told_once_and_found_to_take_again_without_a_message_of_a_station()
    {
        var time = new ManualTimeProvider();
        await using var csms = await RunningCsms.StartAsync(time);
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        Assert.Null(csms.Database.Refusal);

        csms.CommitFault = new IOException("no space left on device");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var error = await station.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}""");
            Assert.Equal((4, "InternalError"), (error[0].GetInt32(), error[2].GetString()));
        }
        Assert.Contains("no space left", csms.Database.Refusal!.Message, StringComparison.Ordinal);
        // An hour of it is not told every second.
        for (var second = 0; second < 5; second++)
        {
            var probed = Lines(csms, "Error 663").Count + Lines(csms, "Error 400").Count;
            Assert.Equal(1, probed);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.NotNull(csms.Database.Refusal);

        csms.CommitFault = null;
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return csms.Database.Refusal is null;
            },
            "the store is tried and found to take again");
        Assert.Single(Lines(csms, "Information 664"));
        Assert.Single(Lines(csms, "Error 663"));
    }

    [Fact]
    public async Task A_unit_that_is_wrong_by_itself_is_no_trouble_of_the_store()
    {
        await using var csms = await RunningCsms.StartAsync(new ManualTimeProvider());
        await Assert.ThrowsAsync<InvalidOperationException>(() => csms.Database.WriteAsync(_ => throw new InvalidOperationException("wrong")));
        Assert.Null(csms.Database.Refusal);
    }

    private static List<string> Lines(RunningCsms csms, string start) => [.. csms.Log.Lines.Where(line => line.StartsWith(start, StringComparison.Ordinal))];
}
