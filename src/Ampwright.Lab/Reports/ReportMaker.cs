using System.Reflection;
using System.Security.Cryptography;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>Makes the report of what a run found.</summary>
internal static class ReportMaker
{
    private static readonly string[] Profiles =
        ["Core", "FirmwareManagement", "LocalAuthListManagement", "SmartCharging", "RemoteTrigger", "Reservation", "Security"];

    public static RunReport Make(
        Pics declaration, Revision revision, RunSettings settings, int connectedWith, RunPlan plan, IReadOnlyList<CaseResult> results, Figures figures,
        DateTimeOffset began, DateTimeOffset ended, IReadOnlyDictionary<string, string> evidence)
    {
        var found = results.ToDictionary(result => result.Id);
        // One that raises the security profile stands in the plan for each step up, and in the report once.
        var cases = plan.Cases.DistinctBy(row => row.Id).Select(row => (Row: row, Result: found[row.Id])).Select(one =>
            new CaseReport(one.Row.Id, one.Row.Profile, one.Row.Name, one.Result.Verdict, Math.Round(one.Result.Took.TotalSeconds, 2), one.Result, one.Row.Note)).ToList();
        return new RunReport
        {
            System = declaration.System,
            LabVersion = typeof(ReportMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            Revision = revision.Text(),
            Began = began,
            Ended = ended,
            ConnectedWith = connectedWith,
            Declaration = declaration,
            Settings = settings.WithoutFolders(),
            Profiles = [.. Profiles.Select(profile => Of(profile, declaration, cases, plan.NotRun))],
            Cases = cases,
            NotRun = [.. plan.NotRun.Select(left => new NotRunCase(left.Row.Id, left.Row.Profile, left.Row.Name, left.Why, left.Applies))],
            Ambiguities = [.. Ambiguity.All.Select(one => Met(one, results))],
            Performance = declaration.System == "station" ? Station(figures, settings) : Csms(figures),
            Evidence = evidence,
        };
    }

    private static AmbiguityReport Met(Ambiguity one, IReadOnlyList<CaseResult> results)
    {
        var met = results.SelectMany(result => (result.Readings ?? []).Where(reading => reading.Row == one.Row).Select(reading => (reading.Taken, result.Id)))
            .GroupBy(found => found.Taken).ToDictionary(found => found.Key, found => (IReadOnlyList<string>)[.. found.Select(at => at.Id)]);
        return new AmbiguityReport(one.Row, one.Question, one.Readings, one.Stance, met);
    }

    /// <summary>A file's SHA-256.</summary>
    public static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // What a station answers where it has not a profile, such as TC_043_1_CS, is part of its Core.
    private static ProfileResult Of(string profile, Pics declaration, IReadOnlyList<CaseReport> cases, IReadOnlyList<LeftOut> notRun)
    {
        bool Declared(string name) => name == "Security" ? declaration.Security.Count > 0 : declaration.Profiles.Contains(name);
        if (!Declared(profile)) return new ProfileResult(profile, "not tested", 0, 0);
        bool Belongs(string of) => of == profile || (profile == "Core" && !Declared(of));
        var ran = cases.Where(one => Belongs(one.Profile)).ToList();
        var passed = ran.Count(one => one.Verdict == Verdict.Pass);
        var left = notRun.Count(one => one.Applies && Belongs(one.Row.Profile));
        var result = ran.Count == 0 ? "not tested" : passed < ran.Count ? "fail" : left > 0 ? "incomplete" : "pass";
        return new ProfileResult(profile, result, passed, ran.Count + left);
    }

    // The maxima of the two seed certificates.
    private static FigureReport[] Station(Figures figures, RunSettings settings) =>
    [
        Line(figures, Figures.Response, settings.MessageTimeout, "from a request of the lab to its answer"),
        Line(figures, Figures.Triggered, settings.TriggeredTimeout, "from the end of a triggering exchange to the request that the function causes"),
        Line(figures, Figures.RemoteStart, 60, "from RemoteStartTransaction.req to StartTransaction.req, where the start follows at once"),
        Line(figures, Figures.RemoteStop, 60, "from RemoteStopTransaction.req to StopTransaction.req, where the stop follows at once"),
    ];

    private static FigureReport[] Csms(Figures figures) =>
    [
        Line(figures, Figures.CsmsResponse, 20, "from a request of the lab to its answer"),
        Line(figures, Figures.CsmsAuthorize, 10, "from Authorize.req to Authorize.conf"),
    ];

    private static FigureReport Line(Figures figures, string name, double maximum, string description) =>
        new(name, maximum, description, figures.Of(name));
}
