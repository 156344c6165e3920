using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>Which of the catalogue's CSMS cases have a test that is named after them.</summary>
[Storage.Once]
public sealed class WalkedCasesTests
{
    [Fact]
    public void Every_CSMS_case_is_walked_by_a_test_named_after_it_and_no_test_is_named_after_another()
    {
        Assert.SkipUnless(CaseCatalogue.Of("CSMS") is not null, CaseCatalogue.WhyNot);
        var walked = CaseCatalogue.Walked(typeof(WalkedCasesTests).Assembly, "CSMS", typeof(FactAttribute));
        Assert.Equal(CaseCatalogue.Of("CSMS")!.Select(one => one.Id).Order(StringComparer.Ordinal), walked.Order(StringComparer.Ordinal));
    }
}
