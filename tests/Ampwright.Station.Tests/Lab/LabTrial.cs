using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Tests.Lab;

/// <summary>One case of the lab on our station, fresh from the works, under virtual time.</summary>
internal static class LabTrial
{
    /// <summary>The cases of a preset's declaration that need nothing but the line and hands: files go over real sockets, certificates over TLS.</summary>
    public static IEnumerable<CaseRow> CasesOf(string preset)
    {
        var pics = PicsReader.Read(preset);
        return Enum.GetValues<Revision>()
            .SelectMany(revision => RunPlan.Make(Side.Station, revision, pics, connected: 0, [], [], StationCases.Ids).Cases)
            .Where(row => row.Profile is not ("FirmwareManagement" or "Security"))
            .DistinctBy(row => row.Id);
    }

    /// <summary>The verdict of a case and what was found, in words: also across load contexts.</summary>
    public static (string Verdict, string Found) Outcome(string preset, string id)
    {
        var result = Run(preset, id);
        return (result.Verdict.ToString(), $"{result.Step}: expected {result.Expected}; {result.Found}");
    }

    public static CaseResult Run(string preset, string id, TextWriter? told = null)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var row = CaseCatalogue.All.Single(row => row.Id == id);
        StationInLab? station = null;
        return LabLoop.Run(
            async () =>
            {
                var pics = PicsReader.Read(preset);
                var facts = PicsFacts.Of(pics, connected: 0);
                var settings = new RunSettings().For(pics);
                var trace = new RunTrace(time, told);
                trace.Begin(Side.Station, Revision.R2025_11, settings, facts, connected: 0);
                var hands = new Hands();
                var bench = new StationBench(time, trace, settings, facts, hands);
                using (station = new StationInLab(preset, bench.Conversation, time))
                {
                    hands.Of = station;
                    station.PowerOn(BootCause.Power);
                    await new StationRun("arrival", bench).ExpectConnection(settings.LongTimeout);
                    var trouble = await StationCases.TidyAsync(bench);
                    Assert.True(trouble is null, trouble);
                    var result = await StationCases.RunAsync(row, bench);
                    foreach (var line in station.Lines) told?.WriteLine(line);
                    return result;
                }
            },
            time,
            () => station?.Work() == true);
    }

    /// <summary>The station is made with the bench's line, and the bench with the station's hands.</summary>
    private sealed class Hands : IStationOperator
    {
        public StationInLab? Of { get; set; }

        public Task DoAsync(StationAction action, int connector, string? tag) => Of!.DoAsync(action, connector, tag);
    }
}
