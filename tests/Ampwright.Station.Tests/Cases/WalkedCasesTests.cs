using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Cases;

/// <summary>Which of the catalogue's station cases have a test that is named after them.</summary>
public sealed class WalkedCasesTests
{
    // Core, LocalAuthListManagement, Reservation, RemoteTrigger and SmartCharging have every case walked.
    private static readonly string[] Whole = ["Core", "LocalAuthListManagement", "Reservation", "RemoteTrigger", "SmartCharging"];

    private static HashSet<string> Walked => CaseCatalogue.Walked(typeof(WalkedCasesTests).Assembly, "CS", typeof(FactAttribute));

    [Fact]
    public void Every_station_case_of_the_profiles_carried_out_is_walked_by_a_test_named_after_it()
    {
        Assert.SkipUnless(CaseCatalogue.Of("CS") is not null, CaseCatalogue.WhyNot);
        var walked = Walked;
        Assert.Empty(CaseCatalogue.Of("CS")!.Where(one => Whole.Contains(one.Profile) && !walked.Contains(one.Id)).Select(one => one.Id));
    }

    [Fact]
    public void No_test_is_named_after_a_case_that_does_not_exist()
    {
        Assert.SkipUnless(CaseCatalogue.Of("CS") is not null, CaseCatalogue.WhyNot);
        Assert.Empty(Walked.Except(CaseCatalogue.Of("CS")!.Select(one => one.Id)));
    }
}
