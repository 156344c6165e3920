using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>One case on a model station under virtual time.</summary>
internal static class StationTrial
{
    private static readonly string[] Everything =
    [
        "core", "firmware", "list", "smart", "trigger", "reservation", "HFS-1", "C-01", "C-02", "C-03", "C-04", "C-05", "C-06.1", "C-06.2", "C-07", "C-08",
        "C-09.1", "C-09.2", "AQ-7.1", "AQ-7.2", "SEC-1", "SEC-2", "SEC-3", .. PicsFacts.Abilities,
    ];

    public static RunSettings Settings { get; } = new() { TransactionDuration = 5, GoodFirmware = Image("good.bin", "Good"), BadFirmware = Image("bad.bin", "Bad") };

    /// <param name="connected">The security profile by which it comes; without it the first over which the case is run.</param>
    public static CaseResult Run(string id, Lie? lie = null, ModelOptions? options = null, TextWriter? trace = null, int? connected = null) => Run(
        id,
        (time, bench) =>
        {
            var model = new ModelStation(time, bench, (options ?? OptionsFor(id)) with { Profile = bench.Door.Profile }, lie ?? Lie.None);
            bench.Door.Password = model.Password;
            bench.Trace.Secrets.Hide(model.Password);
            model.Start();
            return model;
        },
        Settings,
        trace,
        () =>
        {
            if (lie is not null) lie.Armed = true;
        },
        connected);

    /// <param name="peer">Makes the station and starts it.</param>
    /// <param name="begins">The case begins.</param>
    public static CaseResult Run(
        string id, Func<TimeProvider, StationBench, IStationOperator> peer, RunSettings settings, TextWriter? trace = null, Action? begins = null, int? connected = null)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var row = CaseCatalogue.All.Single(row => row.Id == id);
        var profile = connected ?? (row.Connections is [var first, ..] ? first : 0);
        return LabLoop.Run(
            async () =>
            {
                var record = new RunTrace(time, trace);
                record.Begin(Side.Station, Revision.R2025_11, settings, Everything.ToHashSet(), profile, password: profile > 0);
                var bench = new StationBench(time, record, settings, Everything.ToHashSet(), new Deferred());
                bench.Door.Profile = profile;
                ((Deferred)bench.Operator).Behind = peer(time, bench);
                // Booted and quiet, as every case begins.
                await Task.Delay(TimeSpan.FromSeconds(20), time);
                begins?.Invoke();
                return await StationCases.RunAsync(row, bench);
            },
            time);
    }

    /// <summary>Cases one after the other on a station that comes without security and whose password the lab knows.</summary>
    public static IReadOnlyList<CaseResult> RunSession(string[] ids, TextWriter trace)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var pics = PicsReader.Read("full");
        var plan = RunPlan.Make(Side.Station, Revision.R2025_11, pics, connected: 0, ids, [], StationCases.Ids, password: true);
        var facts = PicsFacts.Of(pics, connected: 0, password: true);
        return LabLoop.Run(
            async () =>
            {
                var record = new RunTrace(time, trace);
                record.Begin(Side.Station, Revision.R2025_11, Settings, facts, connected: 0, password: true);
                var bench = new StationBench(time, record, Settings, facts, new Deferred());
                var model = new ModelStation(time, bench, new ModelOptions(), Lie.None);
                bench.Door.Password = model.Password;
                ((Deferred)bench.Operator).Behind = model;
                model.Start();
                return await StationSession.RunAsync([bench], plan, repeat: 1, new Dictionary<string, CaseResult>(), () => new Progress(TextWriter.Null, time, live: false));
            },
            time);
    }

    private static string Image(string name, string content)
    {
        var file = Path.Combine(AppContext.BaseDirectory, name);
        if (!File.Exists(file)) File.WriteAllText(file, content);
        return file;
    }

    private static ModelOptions OptionsFor(string id) => id switch
    {
        "TC_017_2_CS" or "TC_018_2_CS" => new ModelOptions { FixedCable = true },
        "TC_042_1_CS" or "TC_043_1_CS" => new ModelOptions { HasList = false },
        "TC_048_4_CS" or "TC_050_4_CS" => new ModelOptions { HasReservation = false },
        _ => new ModelOptions(),
    };
}
