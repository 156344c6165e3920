using System.CommandLine;
using Ampwright.Station.Flight;
using Ampwright.Station.Flight.Replay;

namespace Ampwright.Station.App.Flight;

/// <summary><c>ampwright-station replay</c>: lets what a flight recorder has recorded happen again, and says whether it was the same.</summary>
internal static class ReplayCommand
{
    private const int Same = 0;
    private const int Different = 1;
    private const int NoRecord = 2;

    public static Command Create(TextWriter console)
    {
        var file = new Argument<string>("FILE") { Description = "A flight record, as the control page hands it out or diagnostics hold it, or a station's folder \"flight\"" };
        var command = new Command("replay", "Replay a flight record; exit code 0: the same, 1: something differs, 2: there is no record to replay") { file };
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                using var record = Open(parsed.GetValue(file)!);
                return await TellAsync(await FlightReplay.RunAsync(record), console);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"ampwright-station replay: {failure.Message}");
                return NoRecord;
            }
        });
        return command;
    }

    private static StreamReader Open(string path) =>
        Directory.Exists(path) ? new StreamReader(new MemoryStream(FlightRecorder.Read(path))) : new StreamReader(path);

    private static async Task<int> TellAsync(FlightReport report, TextWriter console)
    {
        var counts = $"{report.Frames} frames, {report.Events} hardware events, {report.Commands} commands in {report.Lives} {(report.Lives == 1 ? "life" : "lives")}";
        foreach (var part in report.NotReplayed) await console.WriteLineAsync($"not replayed: {part}");
        if (report.Difference is not { } difference)
        {
            await console.WriteLineAsync($"the same: {counts}");
            return Same;
        }
        await console.WriteLineAsync($"line {difference.Line} differs, after {counts} that were the same");
        await console.WriteLineAsync($"  recorded: {difference.Recorded}");
        await console.WriteLineAsync($"  replayed: {difference.Replayed}");
        return Different;
    }
}
