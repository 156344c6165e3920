using System.Text.Json;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Replay;

/// <summary>The bench of a recorded run, of either side.</summary>
/// <param name="Judge">Runs a case of today on it.</param>
/// <param name="TakeFile">A file of that length arrived at that path, by PUT or POST.</param>
/// <param name="Certificates">What cases hand out.</param>
/// <param name="Raised">Between two cases the station was raised to that security profile.</param>
internal sealed record RecordedBench(Conversation Conversation, Func<CaseRow, Action<Step>, Task<CaseResult>> Judge, Action<string, long, string> TakeFile, CertificateStand Certificates,
    Action<int> Raised)
{
    /// <param name="head">The first line of the trace.</param>
    public static RecordedBench Of(TraceLine head, VirtualTime time, RecordedActions actions)
    {
        var settings = head.Member("settings").Deserialize<RunSettings>(ReportJson.Options)!;
        var facts = head.Member("facts").EnumerateArray().Select(fact => fact.GetString()!).ToHashSet();
        var connected = head.Number32("connected");
        // Which one it was stands nowhere; the cases ask whether there was one.
        var password = head.Holds("password") ? new byte[1] : null;
        var now = new RunTrace(time, file: null) { Mark = head.Text("mark") };
        if (head.Text("system") == "station")
        {
            var station = new StationBench(time, now, settings, facts, new RecordedOperator(actions));
            (station.Door.Profile, station.Door.Password) = (connected, password);
            // Images, and a signature, which is base64.
            station.Files.Read = _ => "AAAA"u8.ToArray();
            return new RecordedBench(
                station.Conversation, (row, onStep) => StationCases.RunAsync(row, station, onStep), station.Files.Take, station.Certificates, profile => station.Door.Profile = profile);
        }
        var desk = new RecordedDesk(actions);
        var csms = new CsmsBench(time, now, settings, RevisionText.Read(head.Text("revision")), facts, desk, desk, new Pass(connected, password));
        return new RecordedBench(
            csms.Conversation,
            (row, onStep) =>
            {
                // Whatever ran was ended before the next case began.
                csms.Running.Clear();
                return CsmsCases.RunAsync(row, csms, onStep);
            },
            (_, _, _) => { },
            csms.Certificates,
            _ => { });
    }
}
