using System.Text;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Product;

namespace Ampwright.Station.Tests.App;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("ws://127.0.0.1", "", "1 to 48")]
    [InlineData("ws://127.0.0.1", "A/B", "cannot be used")]
    [InlineData("ws://127.0.0.1", "..", "cannot be used")]
    [InlineData("http://127.0.0.1", "A", "not a WebSocket address")]
    [InlineData("ws://user:secret@127.0.0.1", "A", "--password-file")]
    [InlineData("ws://127.0.0.1", "A", "neither a preset", "--product", "tethred")]
    [InlineData("ws://127.0.0.1", "A", "KEY=VALUE", "--config", "HeartbeatInterval")]
    [InlineData("ws://127.0.0.1", "A", "configuration.HeartbeatInterval", "--config", "HeartbeatInterval=never")]
    [InlineData("ws://127.0.0.1", "A", "--count 0", "--count", "0")]
    [InlineData("ws://127.0.0.1", "A", "--count 10001", "--count", "10001")]
    [InlineData("ws://127.0.0.1", "A", "--password-file cannot be read", "--password-file", "/nowhere/at/all")]
    [InlineData("ws://127.0.0.1", "A", "--manufacturer-revoked cannot be read", "--manufacturer-revoked", "/nowhere/at/all")]
    [InlineData("ws://127.0.0.1", "A", "--manufacturer-revoked cannot be used", "--manufacturer-revoked", "/etc/hostname")]
    [InlineData("ws://127.0.0.1", "A", "--meter-haste 0", "--meter-haste", "0")]
    [InlineData("ws://127.0.0.1", "A", "--control-port 70000", "--control-port", "70000")]
    [InlineData("ws://127.0.0.1", "A", "--control-listen here", "--control-listen", "here")]
    [InlineData("ws://127.0.0.1", "A", "neither a serial device nor a TCP address", "--board", "ttyUSB0")]
    [InlineData("ws://127.0.0.1", "A", "one of 9600, 19200", "--board", "/dev/ttyUSB0@1200")]
    [InlineData("ws://127.0.0.1", "A", "no TCP address", "--board", "tcp://127.0.0.1")]
    [InlineData("ws://127.0.0.1", "A", "neither a preset (workday)", "--scenario", "weekend")]
    [InlineData("ws://127.0.0.1", "A", "does not go with --board", "--scenario", "workday", "--board", "/dev/ttyUSB0")]
    [InlineData("ws://127.0.0.1", "A", "--speed 0", "--speed", "0")]
    [InlineData("ws://127.0.0.1", "A", "does not go with --count", "--board", "/dev/ttyUSB0", "--count", "2")]
    public async Task A_mistake_is_named_and_ends_the_program_with_1(string url, string identity, string named, params string[] more)
    {
        var (code, errors) = await RunningFleet.RefusedAsync(["--url", url, "--identity", identity, .. more]);
        Assert.Equal(1, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_file_holds_one_line_for_all_or_one_for_each()
    {
        var full = ProductProfileReader.Read("full");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "0001020304050607ffffffffffffffffffffffff\n");
            var shared = StationNames.Make("A", 2, _ => full, file, 1);
            Assert.All(shared, station => Assert.Equal(20, station.Password!.Value.Length));
            File.WriteAllText(file, "first password ok\n\nsecond password ok\n");
            var own = StationNames.Make("A", 2, _ => full, file, 1);
            Assert.Equal(["first password ok", "second password ok"], own.Select(station => Encoding.UTF8.GetString(station.Password!.Value.Span)));
            Assert.Contains("2 lines", Assert.Throws<StartException>(() => StationNames.Make("A", 3, _ => full, file, 1)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void One_station_keeps_its_identity_and_a_fleet_is_numbered()
    {
        var full = ProductProfileReader.Read("full");
        Assert.Equal("A", StationNames.Make("A", null, _ => full, null, 1).Single().Identity);
        var fleet = StationNames.Make("A", 2, _ => full, null, 1);
        Assert.Equal(["A-0001", "A-0002"], fleet.Select(station => station.Identity));
        Assert.NotEqual(fleet[0].Seed, fleet[1].Seed);
        var largest = StationNames.Make("A", 10_000, _ => full, null, 1);
        Assert.Equal(["A-0001", "A-9999", "A-10000"], new[] { largest[0], largest[^2], largest[^1] }.Select(station => station.Identity));
        Assert.Equal(10_000, largest.Select(station => station.Identity).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_fleet_holds_no_file_open_for_stations_that_do_nothing()
    {
        await using var fleet = await RunningFleet.StartAsync("--count", "20");
        var data = fleet.Fleet.Options.Data;
        await Ampwright.TestKit.Eventually.HoldsAsync(
            () => Directory.EnumerateFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>().Where(file => file.StartsWith(data, StringComparison.Ordinal)).ToList()
                is [var one] && Path.GetFileName(one) == "stations.lock",
            "only the lock of all is open");
        Assert.Equal(20, Directory.EnumerateDirectories(data).Count(station => Directory.EnumerateFiles(station).Any()));
    }

    [Fact]
    public async Task Two_programs_cannot_run_the_same_station()
    {
        await using var fleet = await RunningFleet.StartAsync();
        var folder = fleet.Fleet.Options.Data;
        var failure = Assert.Throws<StartException>(() => new Fleet(
            fleet.Fleet.Options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
        Assert.Contains(folder, failure.Message, StringComparison.Ordinal);
    }
}
