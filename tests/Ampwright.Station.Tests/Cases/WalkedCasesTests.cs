using Ampwright.Lab.Catalogue;
using Ampwright.Station.Tests.Lab;
using Walks = Ampwright.TestKit.CaseCatalogue;

namespace Ampwright.Station.Tests.Cases;

/// <summary>Which of the catalogue's station cases our station goes through, and where.</summary>
public sealed class WalkedCasesTests
{
    // Files go over real sockets and certificates over TLS: those of the other profiles are walked by tests named after them, or by the lab as a
    // process of its own.
    private static readonly string[] ByTheLab = ["Core", "LocalAuthListManagement", "Reservation", "RemoteTrigger", "SmartCharging"];

    private static HashSet<string> Walked => Walks.Walked(typeof(WalkedCasesTests).Assembly, "CS", typeof(FactAttribute));

    [Fact]
    public void Every_station_case_of_these_profiles_is_selected_by_the_declaration_of_one_preset_at_least()
    {
        var run = LabCaseTests.Presets.SelectMany(LabTrial.CasesOf).Select(row => row.Id).ToHashSet();
        Assert.Empty(CaseCatalogue.All
            .Where(row => row is { Side: Side.Station, Retired: false } && ByTheLab.Contains(row.Profile) && !run.Contains(row.Id))
            .Select(row => row.Id));
    }

    [Fact]
    public void Every_case_of_FirmwareManagement_is_walked_by_a_test_named_after_it()
    {
        var walked = Walked;
        Assert.Empty(CaseCatalogue.All
            .Where(row => row is { Side: Side.Station, Retired: false, Profile: "FirmwareManagement" } && !walked.Contains(row.Id))
            .Select(row => row.Id));
    }

    [Fact]
    public void No_test_is_named_after_a_case_that_does_not_exist()
    {
        Assert.SkipUnless(Walks.Of("CS") is not null, Walks.WhyNot);
        Assert.Empty(Walked.Except(Walks.Of("CS")!.Select(one => one.Id)));
    }
}
