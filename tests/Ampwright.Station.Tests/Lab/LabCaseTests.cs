using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs;

namespace Ampwright.Station.Tests.Lab;

/// <summary>The certification cases of the six profiles, as the conformance lab judges them, on the three presets.</summary>
public sealed class LabCaseTests
{
    internal static readonly string[] Presets = ["ampevo", "full", "tethered"];

    // Files go over real sockets and certificates over TLS: those of the other profiles are run by the lab as a process of its own.
    private static readonly string[] Profiles = ["Core", "LocalAuthListManagement", "Reservation", "RemoteTrigger", "SmartCharging"];

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

    [Fact]
    public void Every_station_case_of_these_profiles_is_selected_by_the_declaration_of_one_preset_at_least()
    {
        var run = Presets.SelectMany(LabTrial.CasesOf).Select(row => row.Id).ToHashSet();
        Assert.Empty(CaseCatalogue.All
            .Where(row => row is { Side: Side.Station, Retired: false } && Profiles.Contains(row.Profile) && !run.Contains(row.Id))
            .Select(row => row.Id));
    }
}
