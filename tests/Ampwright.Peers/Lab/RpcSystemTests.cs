namespace Ampwright.Peers.Lab;

/// <summary>
/// The lab judges a small station and a small CSMS that are not built on ours: scripts over ocpp-rpc, which holds every frame of the lab against the
/// official schemas, worked and read by mapping files. Their answers are ours, so what they pass is said of the lab and not of ocpp-rpc.
/// </summary>
public sealed class RpcSystemTests : IAsyncLifetime
{
    private readonly LabRun _lab = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_small_management_system_by_ocpp_rpc_gets_through_cases_with_its_records_read_by_a_mapping_file()
    {
        await using var csms = await Scripts.OursAsync("desk.mjs");
        var ports = await Scripts.PortsAsync(csms);
        string[] cases =
        [
            "TC_001_CSMS", "TC_003_CSMS", "TC_010_CSMS", "TC_012_CSMS", "TC_013_CSMS", "TC_023_1_CSMS", "TC_023_3_CSMS", "TC_024_CSMS", "TC_039_CSMS", "TC_051_CSMS",
            "TC_064_CSMS", "TC_088_CSMS",
        ];
        _lab.Start(["csms", "--pics", "ampwright", "--url", $"ws://127.0.0.1:{ports[0]}", "--mapping", _lab.Mapping("lab-desk.json", "desk", ports[1]), "--only", .. cases]);

        Assert.Equal(cases.Select(id => $"{id} pass"), await _lab.VerdictsAsync());
    }

    [Fact]
    public async Task A_small_station_by_ocpp_rpc_gets_through_cases_with_its_cables_worked_by_a_mapping_file()
    {
        await using var station = await Scripts.OursAsync("point.mjs");
        var ports = await Scripts.PortsAsync(station);
        string[] cases =
        [
            "TC_010_CS", "TC_012_CS", "TC_017_1_CS", "TC_021_CS", "TC_026_CS", "TC_027_CS", "TC_028_CS", "TC_031_CS", "TC_040_1_CS", "TC_062_CS",
        ];
        _lab.Start(["station", "--pics", "ampevo", "--port", "0", "--secure-port", "0", "--mapping", _lab.Mapping("lab-rig.json", "rig", ports[0]), "--only", "TC_019_CS", .. cases]);
        await station.WriteLineAsync($"ws://127.0.0.1:{await _lab.PortAsync()} {LabRun.Identity}");

        // The one case that a small station cannot pass: it lacks required keys.
        Assert.Equal([.. cases.Select(id => $"{id} pass").Append("TC_019_CS fail").Order(StringComparer.Ordinal)], await _lab.VerdictsAsync());
    }
}
