using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.Commands;

/// <summary>What hangs on the end of a command fails: the table it needs is taken away.</summary>
public sealed class CommandEffectTests
{
    private const string Ask = "/api/v1/stations/CP1/commands/GetConfiguration";

    [Fact]
    public async Task What_hangs_on_an_answer_may_fail_and_the_answer_is_kept_and_the_connection_goes_on()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await using var away = await TakenAway.ComeAsync(csms);

        var asked = csms.SendAsync("POST", $"{Ask}?wait=60", "{}");
        await station.AnswerAsync("""{"configurationKey":[{"key":"Half","readonly":false,"value":"1"}]}""");
        var command = (await asked).Json;
        await station.CallAsync("Heartbeat", "{}");

        Assert.Equal("Answered", command.GetProperty("state").GetString());
        Assert.Contains("ConfigurationReadEffect: ", command.GetProperty("effectError").GetString(), StringComparison.Ordinal);
        Assert.Contains(csms.Log.Lines, line => line.StartsWith("Error 401 ConfigurationReadEffect", StringComparison.Ordinal) && line.Contains("Exception", StringComparison.Ordinal));
        var told = (await csms.SendAsync("GET", "/api/v1/events/log")).Text;
        Assert.Contains("commandEffectFailed", told, StringComparison.Ordinal);
        // What it had done before it failed is undone with it.
        Assert.DoesNotContain("configurationRead\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Half", (await csms.SendAsync("GET", "/api/v1/stations/CP1/configuration")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_expires_though_what_hangs_on_its_end_fails()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        await csms.RegisterAsync();
        await using var away = await TakenAway.ComeAsync(csms);
        var command = (await csms.SendAsync("POST", Ask, "{}")).Json.GetProperty("id").GetInt64();

        await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return (await csms.SendAsync("GET", $"/api/v1/commands/{command}")).Json.GetProperty("state").GetString() == "Expired";
        });

        Assert.NotNull((await csms.SendAsync("GET", $"/api/v1/commands/{command}")).Json.GetProperty("effectError").GetString());
    }

    private sealed class TakenAway(ServedCsms csms) : IAsyncDisposable
    {
        public static async Task<TakenAway> ComeAsync(ServedCsms csms)
        {
            await csms.Database.WriteAsync(unit => { unit.Connection.Execute("ALTER TABLE configuration_readings RENAME TO taken_away"); });
            return new TakenAway(csms);
        }

        public async ValueTask DisposeAsync() =>
            await csms.Database.WriteAsync(unit => { unit.Connection.Execute("ALTER TABLE taken_away RENAME TO configuration_readings"); });
    }
}
