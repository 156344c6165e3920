using System.Text.RegularExpressions;

namespace Ampwright.Station.Tests.Cases;

/// <summary>Which of the catalogue's station cases have a test that is named after them.</summary>
public sealed partial class WalkedCasesTests
{
    // Core, LocalAuthListManagement, Reservation, RemoteTrigger and SmartCharging have every case walked.
    private static readonly string[] Whole = ["Core", "LocalAuthListManagement", "Reservation", "RemoteTrigger", "SmartCharging"];

    [Fact]
    public void Every_station_case_of_the_profiles_carried_out_is_walked_by_a_test_named_after_it()
    {
        Assert.SkipUnless(Catalogue() is not null, "The catalogue of test cases is not here: OCPP_SPEC_DIR does not lead to it.");
        var walked = Walked();
        var missing = Stations().Where(one => Whole.Contains(one.Profile) && !walked.Contains(one.Id)).Select(one => one.Id);
        Assert.Empty(missing);
    }

    [Fact]
    public void No_test_is_named_after_a_case_that_does_not_exist()
    {
        Assert.SkipUnless(Catalogue() is not null, "The catalogue of test cases is not here: OCPP_SPEC_DIR does not lead to it.");
        Assert.Empty(Walked().Except(Stations().Select(one => one.Id)));
    }

    private static HashSet<string> Walked() =>
    [
        .. typeof(WalkedCasesTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0)
            .SelectMany(method => CaseId().Matches(method.Name)).Select(match => match.Value),
    ];

    private static IEnumerable<(string Id, string Profile)> Stations() => File.ReadLines(Catalogue()!).Skip(1)
        .Select(line => line.Split('\t')).Where(fields => fields[1] == "CS").Select(fields => (fields[0], fields[2]));

    private static string? Catalogue() =>
        Environment.GetEnvironmentVariable("OCPP_SPEC_DIR") is { Length: > 0 } folder && Path.Combine(folder, "..", "certification", "test-cases.tsv") is var file
            && File.Exists(file)
            ? file
            : null;

    [GeneratedRegex(@"TC_\d+(_\d+)?_CS(?![A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CaseId();
}
