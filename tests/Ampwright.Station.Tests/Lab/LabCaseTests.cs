using Ampwright.Lab.Runs;

namespace Ampwright.Station.Tests.Lab;

/// <summary>The certification cases of the six profiles, as the conformance lab judges them, on the three presets.</summary>
public sealed class LabCaseTests
{
    internal static readonly string[] Presets = ["ampevo", "full", "tethered"];

    public static TheoryData<string, string> Cases =>
        [.. Presets.SelectMany(preset => LabTrial.CasesOf(preset).Select(row => (preset, row.Id)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Our_station_passes_every_case_that_its_declaration_selects(string preset, string id)
    {
        var told = new StringWriter();
        var result = LabTrial.Run(preset, id, told);
        Assert.True(
            result.Verdict == Verdict.Pass,
            $"{result.Id} {result.Verdict} at {result.Step}: expected {result.Expected}; {result.Found}. {string.Join("; ", result.Remarks)}\n{told}");
    }
}
