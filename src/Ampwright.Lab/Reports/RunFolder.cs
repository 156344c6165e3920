using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Reports;

/// <summary>The folder of a run: traces while it goes on, the report when it has ended.</summary>
internal sealed class RunFolder
{
    private readonly string _folder;

    /// <param name="folder">Made where it is not there.</param>
    /// <param name="resume">Keeps the cases that an interrupted run has passed; otherwise its traces go.</param>
    public RunFolder(string folder, bool resume)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!resume) TraceFiles.Remove(folder);
        Done = Earlier.Read(folder);
        TraceFile = TraceFiles.Next(folder);
    }

    /// <summary>The cases that passed before.</summary>
    public IReadOnlyDictionary<string, CaseResult> Done { get; }

    /// <summary>Where the trace of this run goes.</summary>
    public string TraceFile { get; }

    /// <summary>Writes the report and says what came of the run.</summary>
    /// <param name="connected">The security profile of the connection.</param>
    /// <returns>The exit code.</returns>
    public int Report(
        Pics pics, Revision revision, RunSettings settings, int connected, RunPlan plan, IReadOnlyList<CaseResult> results, Figures figures, DateTimeOffset began,
        DateTimeOffset ended)
    {
        var evidence = TraceFiles.All(_folder).ToDictionary(file => Path.GetFileName(file), ReportMaker.Hash);
        var report = ReportMaker.Make(pics, revision, settings, connected, plan, results, figures, began, ended, evidence);
        ReportFiles.Write(_folder, report);
        return ReportFiles.Summary(report, _folder);
    }
}
