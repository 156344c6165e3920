using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Reports;

/// <summary>The folder of a run: the declaration and traces while it goes on, the report when it has ended.</summary>
internal sealed class RunFolder
{
    private const string Declaration = "pics.json";

    private readonly string _folder;
    private readonly Earlier _earlier;

    /// <param name="folder">Made where it is not there.</param>
    /// <param name="resume">Keeps the cases that an interrupted run has passed; otherwise its traces go.</param>
    /// <param name="pics">Put down as it stands now.</param>
    /// <param name="connected">The security profile by which the system comes.</param>
    /// <exception cref="LabException">The run to be resumed was begun with another declaration, revision or settings, or over another connection.</exception>
    public RunFolder(string folder, bool resume, Pics pics, Revision revision, RunSettings settings, int connected)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!resume) TraceFiles.Remove(folder);
        Freeze(Path.Combine(folder, Declaration), resume, PicsReader.Write(pics));
        _earlier = Earlier.Read(folder);
        if (_earlier.OtherwiseThan(revision, settings, connected) is { } other)
            throw new LabException($"The run in {folder} was begun with {other}; what passed then says nothing about this one. Give the same again, or leave out --resume.");
        Next = TraceFiles.All(folder).Count;
    }

    /// <summary>The cases that passed before.</summary>
    public IReadOnlyDictionary<string, CaseResult> Done => _earlier.Passed;

    /// <summary>Where the trace of this run goes, of its first station where there are several.</summary>
    public string TraceFile => TraceFileOf(0);

    private int Next { get; }

    /// <summary>Where the trace of one of several stations goes, counted from 0.</summary>
    public string TraceFileOf(int station) => TraceFiles.At(_folder, Next + station);

    /// <summary>Writes the report and says what came of the run.</summary>
    /// <param name="connected">The security profile of the connection.</param>
    /// <returns>The exit code.</returns>
    public int Report(
        Pics pics, Revision revision, RunSettings settings, int connected, RunPlan plan, IReadOnlyList<CaseResult> results, Figures figures, DateTimeOffset began,
        DateTimeOffset ended)
    {
        _earlier.Restore(figures);
        var trace = Path.GetFileName(TraceFile);
        var evidence = TraceFiles.All(_folder).Prepend(Path.Combine(_folder, Declaration)).ToDictionary(file => Path.GetFileName(file), ReportMaker.Hash);
        var report = ReportMaker.Make(
            pics, revision, settings, connected, plan, [.. results.Select(result => result with { Trace = result.Trace ?? trace })], figures, began, ended, evidence);
        ReportFiles.Write(_folder, report);
        return ReportFiles.Summary(report, _folder);
    }

    private static void Freeze(string file, bool resume, string pics)
    {
        if (resume && File.Exists(file) && File.ReadAllText(file) != pics)
            throw new LabException($"The run in this folder was begun with another declaration, see {file}; a changed one wants a run of its own.");
        File.WriteAllText(file, pics);
    }
}
