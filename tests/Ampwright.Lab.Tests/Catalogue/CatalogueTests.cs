using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;

namespace Ampwright.Lab.Tests.Catalogue;

public sealed class CatalogueTests
{
    // programme.md section 4: the worked selection for AMPEVO in the revision that it was tested by.
    private static readonly string[] Ampevo =
    [
        "001", "002", "005_3", "010", "011_1", "011_2", "012", "013", "014", "015", "016", "017_1", "018_1", "019", "021", "024", "026", "027", "028", "030",
        "031", "032_2", "034", "036", "040_1", "040_2", "041", "062", "070", "071",
    ];

    private static readonly string[] PerhapsRefusals = ["042_1", "043_1", "048_4", "050_4"];

    [Theory]
    [InlineData("CS", 114)]
    [InlineData("CSMS", 77)]
    public void The_catalogue_holds_every_case_of_the_list(string side, int count)
    {
        var official = Official(side);
        var ours = Lab.Catalogue.CaseCatalogue.All.Where(row => (row.Side == Side.Station) == (side == "CS")).Select(row => (row.Id, row.Profile)).ToList();
        Assert.Equal(count, ours.Count);
        Assert.Equal(official.Order(), ours.Order());
    }

    [Theory]
    [InlineData(Side.Station, Revision.R2024_04, 102)]
    [InlineData(Side.Station, Revision.R2025_11, 107)]
    [InlineData(Side.Csms, Revision.R2024_04, 75)]
    [InlineData(Side.Csms, Revision.R2025_11, 77)]
    internal void Each_revision_has_its_number_of_cases(Side side, Revision revision, int count) =>
        Assert.Equal(count, Lab.Catalogue.CaseCatalogue.All.Count(row => row.Side == side && row.IsIn(revision)));

    [Fact]
    public void The_declaration_of_the_first_seed_selects_the_cases_that_were_worked_out()
    {
        var selected = Selected("ampevo", Side.Station, Revision.R2024_04);
        Assert.Equal(Ampevo.Concat(PerhapsRefusals).Select(id => $"TC_{id}_CS").Order(), selected.Order());
    }

    [Fact]
    public void The_declaration_of_the_second_seed_selects_all_but_the_cases_of_profile_3()
    {
        var all = Lab.Catalogue.CaseCatalogue.All.Where(row => row.Side == Side.Csms && row.IsIn(Revision.R2024_04)).Select(row => row.Id);
        var selected = Selected("ampup", Side.Csms, Revision.R2024_04);
        Assert.Equal(["TC_074_CSMS", "TC_077_CSMS", "TC_087_CSMS"], all.Except(selected).Order());
    }

    [Fact]
    public void The_three_presets_of_our_station_reach_every_case_of_today_but_those_that_want_another_connection()
    {
        var reached = new[] { "ampevo", "full", "tethered" }.SelectMany(preset => Selected(preset, Side.Station, Revision.R2025_11)).ToHashSet();
        var left = Lab.Catalogue.CaseCatalogue.All.Where(row => row.Side == Side.Station && row.IsIn(Revision.R2025_11)).Select(row => row.Id).Except(reached);
        Assert.Equal(["TC_083_CS", "TC_084_CS"], left.Order());
    }

    [Theory]
    [InlineData("-", true)]
    [InlineData("a", true)]
    [InlineData("b", false)]
    [InlineData("a & b", false)]
    [InlineData("b | a & !b", true)]
    [InlineData("!(a | b)", false)]
    public void A_condition_is_read_with_and_before_or(string text, bool holds) =>
        Assert.Equal(holds, Condition.Parse(text).Holds(new HashSet<string> { "a" }));

    [Theory]
    [InlineData("a &")]
    [InlineData("(a")]
    [InlineData("a b")]
    public void What_is_no_condition_is_refused(string text) => Assert.Throws<FormatException>(() => Condition.Parse(text));

    private static IEnumerable<string> Selected(string pics, Side side, Revision revision) =>
        Lab.Catalogue.CaseCatalogue.Selected(side, revision, PicsFacts.Of(PicsReader.Read(pics), connected: 0)).Select(row => row.Id);

    private static IEnumerable<(string Id, string Profile)> Official(string side)
    {
        var official = TestKit.CaseCatalogue.Of(side);
        Assert.SkipWhen(official is null, TestKit.CaseCatalogue.WhyNot);
        return official;
    }
}
