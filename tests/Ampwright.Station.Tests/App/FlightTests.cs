using Ampwright.Station.App.Flight;
using Ampwright.TestKit;
using Ampwright.TestKit.Scripted;

namespace Ampwright.Station.Tests.App;

/// <summary>The flight recorder of the program, in real time over real sockets, and the verb that replays what it has recorded.</summary>
public sealed class FlightTests
{
    [Fact]
    public async Task A_session_a_cut_network_and_a_reset_are_recorded_and_replay_to_the_same()
    {
        await using var csms = new ScriptedCsms();
        await using var fleet = await RunningFleet.StartAsync("--url", $"{csms.Address}", "--config", "MeterValueSampleInterval=1", "--seed", "5");
        await StatusAsync(fleet, "Available");
        await fleet.PostAsync("/api/station/connectors/1/plug", "{}");
        await StatusAsync(fleet, "Preparing");
        await fleet.PostAsync("/api/station/card", """{"uid":"04A1B2C3"}""");
        await StatusAsync(fleet, "Charging");
        await fleet.PostAsync("/api/station/network", """{"cut":true}""");
        await fleet.PostAsync("/api/station/clock", """{"jumpSeconds":3600}""");
        await fleet.PostAsync("/api/station/card", """{"uid":"04A1B2C3"}""");
        await StatusAsync(fleet, "Finishing");
        await fleet.PostAsync("/api/station/network", """{"restore":true}""");
        await Eventually.HoldsAsync(async () => (bool)(await fleet.StateAsync())["connected"]! && (int)(await fleet.StateAsync())["queued"]! == 0, "all is told");
        await csms.SendAsync("""[2,"csms-1","Reset",{"type":"Soft"}]""");
        await Eventually.HoldsAsync(async () => (int?)(await fleet.StateAsync())["boot"] == 2, "the second life has begun");
        await StatusAsync(fleet, "Preparing");
        await fleet.PostAsync("/api/station/flight", """{"on":false}""");

        var record = await fleet.Http.GetStringAsync("/api/station/flight");
        Assert.Contains("\"kind\":\"Act\"", record, StringComparison.Ordinal);
        var (code, said) = await ReplayAsync(record);
        Assert.Matches(@"^the same: \d\d+ frames, \d\d* hardware events, \d\d+ commands in 2 lives\s*$", said);
        Assert.Equal(0, code);

        var (changed, difference) = await ReplayAsync(record.Replace("\"StopTransaction\",{", "\"StopTransaction\",{\"a\":1,", StringComparison.Ordinal));
        Assert.Equal(1, changed);
        var line = record.Split('\n').ToList().FindIndex(one => one.Contains("\"StopTransaction\",{", StringComparison.Ordinal)) + 1;
        Assert.StartsWith($"line {line} differs", difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_replayed_ends_the_verb_with_2_and_the_reason()
    {
        var errors = new StringWriter();
        Assert.Equal(2, await ReplayCommand.Create(new StringWriter()).Parse(["/nowhere/at/all"]).InvokeAsync(new() { Error = errors }));
        Assert.Contains("/nowhere/at/all", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (await ReplayAsync("hello\n")).Code);
    }

    [Fact]
    public async Task A_fleet_does_not_record_unless_it_is_told_to()
    {
        await using var fleet = await RunningFleet.StartAsync("--count", "2");
        Assert.Equal("off", (string?)(await fleet.StateAsync("/api/stations/CP-0001"))["flightRecorder"]);
        using var none = await fleet.Http.GetAsync("/api/stations/CP-0001/flight");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal("on", (string?)(await fleet.PostAsync("/api/stations/CP-0001/flight", """{"on":true}""")).Body["flightRecorder"]);
        await fleet.PostAsync("/api/stations/CP-0001/power", """{"cut":"sudden"}""");
        await fleet.PostAsync("/api/stations/CP-0001/power", """{"restore":true}""");
        await Eventually.HoldsAsync(
            async () => (await fleet.Http.GetStringAsync("/api/stations/CP-0001/flight")).Contains("\"kind\":\"Life\"", StringComparison.Ordinal), "the next life is recorded");
    }

    private static Task StatusAsync(RunningFleet fleet, string status) => Eventually.HoldsAsync(
        async () => (string?)(await fleet.StateAsync())["connectors"]![0]!["status"] is { } now && now == status, $"connector 1 is {status}");

    private static async Task<(int Code, string Said)> ReplayAsync(string record)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, record);
            var said = new StringWriter();
            return (await ReplayCommand.Create(said).Parse([file]).InvokeAsync(new() { Output = said, Error = said }), said.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
