using System.CommandLine;
using Ampwright.Bench.Load;
using Ampwright.Bench.Power;
using Ampwright.Bench.Protocol;
using Ampwright.Bench.Stations;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench;

/// <summary>What can be measured, and how it is asked for.</summary>
internal static class BenchCommand
{
    public const string ServeBare = "serve-bare";
    public const string ServeStation = "serve-station";
    public const string ServeClients = "serve-clients";

    public static RootCommand Create()
    {
        var root = new RootCommand("Measures Ampwright. Every figure that has a bare limit is a ratio taken side by side in one run.");
        var protocol = new Command("protocol", "What reading, checking and writing messages costs");
        protocol.SetAction((_, _) => ProtocolAsync());
        root.Subcommands.Add(protocol);
        var power = new Command("power", "How long it takes to share the power of a site among 2,000 connectors");
        power.SetAction((_, _) => Task.FromResult(Print([.. AllotmentCost.Measure()])));
        root.Subcommands.Add(power);
        root.Subcommands.Add(Csms());
        root.Subcommands.Add(Station());
        var bare = new Command(ServeBare, "The bare server that the CSMS is compared with") { Hidden = true };
        bare.SetAction((_, _) => BareServer.RunAsync());
        root.Subcommands.Add(bare);
        root.Subcommands.Add(Hidden(ServeStation, "The station that reacts", words => QuickStation.RunAsync(words[0], words[1])));
        root.Subcommands.Add(Hidden(ServeClients, "The bare clients that stations are compared with", words => BareClients.RunAsync(words[0], int.Parse(words[1]), bool.Parse(words[2]))));
        return root;
    }

    private static Command Hidden(string name, string description, Func<string[], Task<int>> run)
    {
        var words = new Argument<string[]>("words");
        var command = new Command(name, description) { words };
        command.Hidden = true;
        command.SetAction((parsed, _) => run(parsed.GetValue(words)!));
        return command;
    }

    private static Command Station()
    {
        var only = new Option<string[]>("--only") { Description = "reactions, first, alone, idle or meters; all of them when absent", AllowMultipleArgumentsPerToken = true };
        var rounds = new Option<int>("--rounds") { Description = "Repetitions of starts, whose median counts", DefaultValueFactory = _ => 5 };
        var seconds = new Option<int>("--seconds") { Description = "How long idle and metering stations are watched", DefaultValueFactory = _ => 60 };
        var idle = new Option<int>("--idle") { Description = "Idle stations in one process", DefaultValueFactory = _ => 2_000 };
        var stations = new Option<int>("--stations") { Description = "Metering stations in one process", DefaultValueFactory = _ => 10_000 };
        var command = new Command("station", "What stations do on one core, and what idle ones cost; start it with bench/station") { only, rounds, seconds, idle, stations };
        command.SetAction(async (parsed, _) =>
        {
            if (!Cores.HasOwn)
            {
                Console.Error.WriteLine("Stations and CSMS need a core each: start this with bench/station on a machine of two cores or more.");
                return 2;
            }
            var wanted = parsed.GetValue(only) ?? [];
            bool Wants(string what) => wanted.Length == 0 || wanted.Contains(what);
            var watched = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            List<Row> table = [];
            if (Wants("reactions")) table.AddRange(await Reactions.MeasureAsync(sessions: 200, questions: 5_000));
            if (Wants("first")) table.Add(await StationSizes.FirstFrameAsync(parsed.GetValue(rounds)));
            if (Wants("alone")) table.Add(await StationSizes.AloneAsync(parsed.GetValue(rounds)));
            if (Wants("idle")) table.AddRange(await StationSizes.IdleAsync(parsed.GetValue(idle), watched));
            if (Wants("meters")) table.AddRange(await MeteringFleet.MeasureAsync(parsed.GetValue(stations), watched));
            return Print(table);
        });
        return command;
    }

    private static int Print(List<Row> table)
    {
        Console.WriteLine("| what | measured | bar | beside |\n|---|---|---|---|");
        foreach (var row in table) Console.WriteLine(row);
        return table.TrueForAll(row => row.Holds) ? 0 : 1;
    }

    private static Command Csms()
    {
        var only = new Option<string[]>("--only") { Description = "heartbeats, sqlite, postgres, stations, flat or lists; all of them when absent", AllowMultipleArgumentsPerToken = true };
        var rounds = new Option<int>("--rounds") { Description = "Repetitions, whose median counts", DefaultValueFactory = _ => 3 };
        var seconds = new Option<int>("--seconds") { Description = "How long each measures, after its warm-up", DefaultValueFactory = _ => 10 };
        var stations = new Option<int>("--stations") { Description = "How many are connected for the figures of idle and quiet ones", DefaultValueFactory = _ => 10_000 };
        var rows = new Option<int>("--rows") { Description = "Stored meter values for the flat cost; a tenth as many transactions for the lists", DefaultValueFactory = _ => 10_000_000 };
        var kept = new Option<string>("--kept") { Description = "A data folder for the full store that stays: filled when absent, used as it is when present" };
        var command = new Command("csms", "What the CSMS does on one core, beside a bare server on the same core; start it with bench/csms") { only, rounds, seconds, stations, rows, kept };
        command.SetAction(async (parsed, _) =>
        {
            var wanted = parsed.GetValue(only) ?? [];
            bool Wants(string what) => wanted.Length == 0 || wanted.Contains(what);
            if (!Cores.HasOwn)
            {
                Console.Error.WriteLine("Servers and generator need a core each: start this with bench/csms on a machine of two cores or more.");
                return 2;
            }
            var (times, measured) = (parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            List<Row> table = [];
            if (Wants("heartbeats")) table.AddRange(await Throughput.HeartbeatsAsync(times, measured));
            if (Wants("sqlite")) table.Add(await Throughput.SessionsAsync(times, measured, postgres: null));
            if (Wants("postgres")) table.Add(await OnPostgresAsync(server => Throughput.SessionsAsync(times, measured, server)));
            if (Wants("stations")) table.AddRange(await TenThousand.MeasureAsync(parsed.GetValue(stations), times, measured));
            if (Wants("flat") || Wants("lists")) table.AddRange(await FullStore.MeasureAsync(times, measured, parsed.GetValue(rows), parsed.GetValue(kept), Wants("lists")));
            return Print(table);
        });
        return command;
    }

    private static async Task<Row> OnPostgresAsync(Func<PostgresServer, Task<Row>> measure)
    {
        if (PostgresServer.WhyNot is { } why) return new Row("Whole sessions on PostgreSQL", double.NaN, " ×", 0.2, AtLeast: true, why);
        using var server = PostgresServer.Start();
        Cores.MoveToServers(server.Id);
        return await measure(server);
    }

    private static async Task<int> ProtocolAsync()
    {
        List<Result> results = [.. MeterValuesCost.Measure(), await HeartbeatCost.MeasureAsync()];
        Console.WriteLine($"{"",-66}{"measured",12}{"goal",8}{"bar",8}");
        foreach (var result in results)
            Console.WriteLine($"{result.What,-66}{result.Value,10:0.00}{result.Unit,-2}{result.Goal,8:0.##}{result.Bar,8:0.##}  {(result.Value <= result.Bar ? "ok" : "MISSED")}");
        return results.TrueForAll(result => result.Value <= result.Bar) ? 0 : 1;
    }
}
