namespace Ampwright.Peers.Lab;

/// <summary>The lab judges systems whose answers their makers wrote: what a verdict taught stands in the notes of its case.</summary>
public sealed class ForeignSystemTests : IAsyncLifetime
{
    private readonly LabRun _lab = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task The_simulated_station_of_ocpp_ws_cli_passes_what_asks_for_an_answer_and_fails_what_asks_for_more()
    {
        _lab.Start(
            "station", "--pics", "ampevo", "--port", "0", "--secure-port", "0", "--mapping", _lab.Write("rig.json", "{}"),
            "--only", "TC_017_1_CS", "TC_019_CS", "TC_027_CS", "TC_040_1_CS", "TC_062_CS");
        await using var station = await Scripts.ForeignAsync(
            "ocpp-ws-cli", "dist/index.js", "simulate", "-e", $"ws://127.0.0.1:{await _lab.PortAsync()}", "-i", LabRun.Identity, "-p", "ocpp1.6", "-t", "04A1B2C3D4E501",
            // Without this it asks at the terminal.
            "--report", "json", "--report-dir", _lab.Folder("simulator"));

        Assert.Equal(["TC_017_1_CS pass", "TC_019_CS fail", "TC_027_CS fail", "TC_040_1_CS fail", "TC_062_CS pass"], await _lab.VerdictsAsync());
        Assert.Contains("\"unknownKey\":[\"SupportedFeatureProfiles\"]", _lab.Found("TC_019_CS"));
        Assert.Contains("Accepted", _lab.Found("TC_027_CS"));
        Assert.Contains("Accepted", _lab.Found("TC_040_1_CS"));
    }

    [Fact]
    public async Task The_central_system_that_ocpp_eliftech_shows_boots_a_station_and_accepts_every_tag()
    {
        await using var csms = await Scripts.ForeignAsync("ocpp-eliftech", "examples-dist/server.js");
        var at = $"127.0.0.1:{(await Scripts.PortsAsync(csms))[0]}";
        // It keeps no tags, so there is nothing to be done to make one known; one address starts and stops at a connector.
        var mapping = _lab.Write("desk.json", $$"""
            {
              "addTag": { "url": "http://{{at}}/connector/99/1" },
              "RemoteStartTransaction": { "url": "http://{{at}}/connector/0/{connectorId}" }
            }
            """);
        _lab.Start(
            "csms", "--pics", "ampwright", "--url", $"ws://{at}/ocpp", "--mapping", mapping,
            "--only", "TC_001_CSMS", "TC_010_CSMS", "TC_011_1_CSMS", "TC_013_CSMS", "TC_023_1_CSMS", "TC_026_CSMS");

        Assert.Equal(
            ["TC_001_CSMS pass", "TC_010_CSMS fail", "TC_011_1_CSMS fail", "TC_013_CSMS inconclusive", "TC_023_1_CSMS fail", "TC_026_CSMS pass"],
            await _lab.VerdictsAsync());
        Assert.StartsWith("RemoteStopTransaction came", _lab.Found("TC_010_CSMS"));
        Assert.Equal("it is 1", _lab.Found("TC_011_1_CSMS"));
        Assert.Contains("Accepted", _lab.Found("TC_023_1_CSMS"));
    }

    [Fact]
    public async Task The_central_system_that_ocpp_eliftech_shows_negotiates_and_sends_errors_without_details()
    {
        await using var csms = await Scripts.ForeignAsync("ocpp-eliftech", "examples-dist/server.js");
        var at = $"127.0.0.1:{(await Scripts.PortsAsync(csms))[0]}";
        var mapping = _lab.Write("desk.json", $$"""{ "addTag": { "url": "http://{{at}}/connector/99/1" } }""");
        _lab.Start("csms", "--pics", "ampwright", "--url", $"ws://{at}/ocpp", "--mapping", mapping, "--only", "TC_064_CSMS", "TC_088_CSMS");

        Assert.Equal(["TC_064_CSMS fail", "TC_088_CSMS pass"], await _lab.VerdictsAsync());
        Assert.Contains("its last element is not an object", _lab.Found("TC_064_CSMS"));
    }

    [Fact]
    public async Task The_central_system_that_ocpp_ts_shows_gets_past_BootNotification_and_is_not_taken()
    {
        await using var csms = await Scripts.ForeignAsync("ocpp-ts", "dist/examples/CentralSystemSimple.js");
        var at = $"127.0.0.1:{(await Scripts.PortsAsync(csms))[0]}";
        _lab.Start("csms", "--pics", "ampwright", "--url", $"ws://{at}", "--only", "TC_001_CSMS");
        for (var tag = 0; tag < 4; tag++) await _lab.EnterAsync();

        Assert.Equal(2, await _lab.EndedAsync());
        Assert.Contains("CALLERROR NotImplemented", _lab.ToString());
    }
}
