namespace Ampwright.Station.Tests.Lab.Planted;

/// <summary>
/// The lab shares nothing with the protocol library on which our station is built, so a defect there cannot hide itself: one changed line of
/// the library makes a case fail that passes without.
/// </summary>
public sealed class PlantedDefectTests
{
    public static TheoryData<string, string, string, string, string> Defects => new()
    {
        // The composite schedule takes the higher of two limits.
        { "SmartCharging/LimitValue.cs", "new(Math.Min(Current, other.Current)", "new(Math.Max(Current, other.Current)", "TC_066_CS", "GetCompositeSchedule" },
        // A text is called too long at half of its length.
        { "Payloads/Fields/TextField.cs", "> 6 * Math.Max(most, PayloadLimits.TolerantTextLength)", "> most / 2", "TC_010_CS", "PropertyConstraintViolation" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task A_defect_planted_in_the_protocol_library_fails_a_case_of_our_own_run(string file, string from, string to, string id, string found)
    {
        using var defect = await PlantedDefect.BuildAsync(file, from, to);
        var planted = defect.Run("full", id);
        Assert.Equal("Fail", planted.Verdict);
        Assert.Contains(found, planted.Found);
    }

    [Fact]
    public async Task The_library_built_the_same_way_without_a_defect_passes_those_cases()
    {
        using var defect = await PlantedDefect.BuildAsync(file: null, "", "");
        foreach (var row in Defects)
        {
            var (verdict, found) = defect.Run("full", row.Data.Item4);
            Assert.True(verdict == "Pass", found);
        }
    }
}
