using Ampwright.Station.Flight;
using Ampwright.Station.Flight.Replay;
using Ampwright.Station.Tests.Life;
using Ampwright.TestKit.Programs;

namespace Ampwright.Station.Tests.Flight;

public sealed class FlightRecorderTests
{
    [Fact]
    public async Task A_life_is_in_the_files_after_a_second_and_replays_from_there()
    {
        using var folder = new TemporaryFolder();
        using var test = new StationUnderTest();
        using var recorder = new FlightRecorder(folder["flight"], test.Time);
        test.Recorder = recorder;
        test.PowerOn();
        test.Charge();
        Assert.Equal(new FileInfo(Directory.GetFiles(folder["flight"]).Single()).Length, recorder.Read().Length);
        test.Die();
        var report = await ReplayAsync(recorder.Read());
        Assert.Null(report.Difference);
        Assert.True(report.Frames > 10);
    }

    [Fact]
    public void The_oldest_file_goes_and_no_line_is_cut()
    {
        using var folder = new TemporaryFolder();
        var time = new Ampwright.TestKit.ManualTimeProvider();
        using var recorder = new FlightRecorder(folder["flight"], time, fileBytes: 1_000, files: 3);
        for (var number = 0; number < 200; number++)
        {
            recorder.Act($"act {number}");
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.InRange(Directory.GetFiles(folder["flight"]).Length, 2, 3);
        var lines = System.Text.Encoding.UTF8.GetString(recorder.Read()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.EndsWith("}", line, StringComparison.Ordinal));
        Assert.Contains("act 199", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("\"act 1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_killed_program_left_half_written_does_not_spoil_the_next_life()
    {
        using var folder = new TemporaryFolder();
        for (var life = 0; life < 2; life++)
        {
            using var test = new StationUnderTest();
            using (var recorder = new FlightRecorder(folder["flight"], test.Time))
            {
                test.Recorder = recorder;
                test.PowerOn();
                test.Die();
            }
            var file = Directory.GetFiles(folder["flight"]).Single();
            await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^20]);
        }
        var report = await ReplayAsync(await File.ReadAllBytesAsync(Directory.GetFiles(folder["flight"]).Single()));
        Assert.Null(report.Difference);
        Assert.Equal(2, report.Lives);
    }

    [Fact]
    public async Task Switched_off_it_records_nothing_and_says_so_when_it_is_on_again()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Recorder!.IsOn = false;
        var before = recording.Lines.Count;
        test.Charge();
        Assert.Equal(before, recording.Lines.Count);
        test.Recorder.IsOn = true;
        test.Pass(400);
        test.Restart();
        test.Die();
        var report = await recording.SameAsync();
        Assert.Equal(2, report.Lives);
        Assert.Contains("switched off", Assert.Single(report.NotReplayed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_refuses_costs_lines_and_not_the_station()
    {
        using var folder = new TemporaryFolder();
        using var test = new StationUnderTest();
        using var recorder = new FlightRecorder(folder["flight"], test.Time);
        test.Recorder = recorder;
        test.PowerOn();
        Directory.Delete(folder["flight"], recursive: true);
        test.Charge();
        Directory.CreateDirectory(folder["flight"]);
        test.Pass(400);
        Assert.Equal("Charging", test.First.Status);
        Assert.Contains("the disk refused them", System.Text.Encoding.UTF8.GetString(recorder.Read()), StringComparison.Ordinal);
    }

    private static async Task<FlightReport> ReplayAsync(byte[] record)
    {
        using var text = new StreamReader(new MemoryStream(record));
        return await FlightReplay.RunAsync(text);
    }
}
