using Ampwright.Lab.Declaration;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Tests.Declaration;

public sealed class PicsReaderTests
{
    private const string Least = """{"system":"csms","holder":"H","product":"P","softwareVersion":"1","profiles":["Core"]}""";

    [Theory]
    [InlineData("ampevo")]
    [InlineData("ampup")]
    [InlineData("ampwright")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void A_known_declaration_is_found_by_its_name(string name) => Assert.Contains("Core", PicsReader.Read(name).Profiles);

    [Fact]
    public void The_first_seed_is_declared_as_its_certificate_prints_it()
    {
        var pics = PicsReader.Read("ampevo");
        Assert.Equal(["Core"], pics.Profiles);
        Assert.Empty(pics.Security);
        Assert.Equal(["C-06.1"], pics.Options.Where(option => option.Value).Select(option => option.Key));
        Assert.Equal((25, 4, 4, 5, 60, 5, 350, 30), (
            pics.Settings["ORS-1"], pics.Settings["ORS-2"], pics.Settings["ORS-3"], pics.Settings["ORS-4"], pics.Settings["ORS-5"], pics.Settings["ORS-6"],
            pics.Settings["ORS-7"], pics.Settings["ORS-11"]));
    }

    [Theory]
    [InlineData("\"csms\"", "\"bus\"", "station or csms")]
    [InlineData("[\"Core\"]", "[]", "Core is always part")]
    [InlineData("[\"Core\"]", "[\"Core\",\"Solar\"]", "\"Solar\" is none of")]
    [InlineData("\"profiles\"", "\"security\":[4],\"profiles\"", "4 is no security profile")]
    [InlineData("\"profiles\"", "\"colour\":\"red\",\"profiles\"", "colour")]
    [InlineData("\"csms\"", "\"station\"", "at least one")]
    [InlineData("}", "", "cannot be read")]
    public void What_is_wrong_with_a_declaration_is_named(string instead, string with, string named)
    {
        var wrong = Assert.Throws<LabException>(() => PicsReader.Parse(Least.Replace(instead, with), "mine.json"));
        Assert.StartsWith("mine.json", wrong.Message);
        Assert.Contains(named, wrong.Message);
    }

    [Fact]
    public void A_declaration_that_is_nowhere_is_answered_with_those_that_are_known() =>
        Assert.Contains("ampevo, ampup, ampwright, full, tethered", Assert.Throws<LabException>(() => PicsReader.Read("nothing")).Message);

    [Fact]
    public void The_intervals_of_a_run_stay_within_the_declared_limits()
    {
        var pics = PicsReader.Read("tethered");
        var settings = new RunSettings { HeartbeatInterval = 2, SampleInterval = 100_000 }.For(pics);
        Assert.Equal((10, 3600, 1), (settings.HeartbeatInterval, settings.SampleInterval, settings.Connectors));
    }
}
