using System.Text.RegularExpressions;
using Ampwright.Station.App.Hosting;
using Ampwright.TestKit.Programs;

namespace Ampwright.Station.Tests.App;

/// <summary>What docs/install-station.md installs.</summary>
public sealed partial class InstallationTests
{
    private static readonly string[] Unit = File.ReadAllLines(Path.Combine(Repository.Root, "build", "systemd", "ampwright-station.service"));

    [Fact]
    public void The_unit_is_of_sections_settings_and_comments_and_has_each_setting_in_its_section()
    {
        Assert.All(Unit.Where(line => line.Length > 0), line => Assert.Matches(@"^(\[(Unit|Service|Install)\]|[A-Z]\w+=.*|# .*)$", line));
        Assert.Equal(["[Unit]", "[Service]", "[Install]"], Unit.Where(line => line.StartsWith('[')));
        Assert.Equal("multi-user.target", Setting("WantedBy"));
        string[] unit = ["Description", "Documentation", "After", "Wants"], install = ["WantedBy"];
        Assert.Empty(Settings("[Unit]").Except(unit));
        Assert.Equal(install, Settings("[Install]"));
        Assert.Empty(Settings("[Service]").Intersect([.. unit, .. install]));
        Assert.Equal("DeviceAllow", Assert.Single(Settings("[Service]").GroupBy(setting => setting), setting => setting.Count() > 1).Key);
    }

    [Fact]
    public void The_unit_starts_the_program_that_is_published_as_a_user_without_privileges_that_may_open_serial_devices()
    {
        Assert.StartsWith("/usr/bin/dotnet /opt/ampwright/station/ampwright-station.dll ", Setting("ExecStart"), StringComparison.Ordinal);
        Assert.Equal("ampwright-station.dll", Path.GetFileName(Repository.ProgramFile("Ampwright.Station.App", "ampwright-station")));
        Assert.Contains("publish Ampwright.Station.App station\n", File.ReadAllText(Path.Combine(Repository.Root, "build", "publish")), StringComparison.Ordinal);
        Assert.Equal(("ampwright-station", "dialout", "yes", ""), (Setting("User"), Setting("SupplementaryGroups"), Setting("NoNewPrivileges"), Setting("CapabilityBoundingSet")));
        Assert.DoesNotContain(Unit, line => line.StartsWith("PrivateDevices=", StringComparison.Ordinal));
        Assert.Contains($"/var/lib/{Setting("StateDirectory")} ", Setting("ExecStart"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_of_the_page_are_those_of_the_program()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "install-station.md"));
        var options = Options().Match(page).Groups["options"].Value.Split(' ');
        Assert.Contains("--board", options);
        Assert.Contains(Setting("EnvironmentFile"), page, StringComparison.Ordinal);
        var parsed = new CommandLine((_, _) => Task.FromResult(0)).Command.Parse([.. options, .. Setting("ExecStart").Split(' ')[2..^1]]);
        Assert.Empty(parsed.Errors);
    }

    private static string[] Settings(string section) =>
    [
        .. Unit.SkipWhile(line => line != section).Skip(1).TakeWhile(line => !line.StartsWith('[')).Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(line => line[..line.IndexOf('=', StringComparison.Ordinal)]),
    ];

    private static string Setting(string name) => Unit.Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    [GeneratedRegex("AMPWRIGHT_STATION=\"(?<options>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Options();
}
