using Ampwright.Lab.Declaration;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>The report of a run, as <c>report.json</c> holds it; docs/lab-report.md describes every member.</summary>
internal sealed record RunReport
{
    /// <summary>What this is and what it is not.</summary>
    public string Statement { get; init; } =
        "A result that the vendor has found and declares by himself with the open Ampwright conformance lab. It is not a certificate of the Open Charge Alliance.";

    /// <summary>station or csms.</summary>
    public required string System { get; init; }

    public required string LabVersion { get; init; }

    /// <summary>The revision of the test case document: 2024-04 or 2025-11.</summary>
    public required string Revision { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }

    /// <summary>The security profile of the connection, 0 to 3.</summary>
    public required int ConnectedWith { get; init; }

    /// <summary>The declaration as it stood when the run began.</summary>
    public required Pics Declaration { get; init; }

    public required RunSettings Settings { get; init; }

    /// <summary>Each profile with pass, incomplete, fail or not tested.</summary>
    public required IReadOnlyList<ProfileResult> Profiles { get; init; }

    public required IReadOnlyList<CaseReport> Cases { get; init; }

    public required IReadOnlyList<NotRunCase> NotRun { get; init; }

    /// <summary>Every ambiguous clause, and which reading this run met; null in reports that were made before they were listed.</summary>
    public IReadOnlyList<AmbiguityReport>? Ambiguities { get; init; }

    public required IReadOnlyList<FigureReport> Performance { get; init; }

    /// <summary>The files of the run by name and SHA-256, in hexadecimal digits.</summary>
    public required IReadOnlyDictionary<string, string> Evidence { get; init; }

    /// <summary>SHA-256 over this report without this member, see <see cref="ReportSeal"/>.</summary>
    public string Seal { get; init; } = "";
}
