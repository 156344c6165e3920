using System.Net;
using System.Net.Sockets;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Sessions;

public sealed class StartRefusedTests
{
    [Theory]
    [InlineData("CP", "3", "CP-0002", null)]
    [InlineData("CP-0002", null, "CP", "3")]
    public async Task A_station_that_another_program_runs_is_left_alone(string first, string? many, string second, string? manyToo)
    {
        using var folder = new TemporaryFolder();
        await using var running = Start("first", first, many);
        await running.LineAsync(text => text.Contains("http://", StringComparison.Ordinal), "the line with its control page");
        await using var refused = Start("second", second, manyToo);

        await Eventually.HoldsAsync(() => refused.HasExited && refused.Output.Count > 0, "the second ends");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Is another program running this station? Choose another folder with --data.", Assert.Single(refused.Output), StringComparison.Ordinal);
        Assert.False(running.HasExited);

        RunningProgram Start(string name, string identity, string? count) => RunningProgram.StartAssembly(
            name, Repository.ProgramFile("Ampwright.Station.App", "ampwright-station"),
            ["--url", "ws://127.0.0.1:9/ocpp", "--identity", identity, "--data", folder["stations"], "--control-port", "0", .. count is null ? Array.Empty<string>() : ["--count", count]]);
    }

    [Fact]
    public async Task A_CSMS_whose_port_is_taken_ends_with_one_line_and_code_1()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var csms = RunningProgram.StartAssembly("CSMS", Repository.ProgramFile("Ampwright.Csms", "ampwright-csms"),
            ["--data", folder["csms"], "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}"]);

        await Eventually.HoldsAsync(() => csms.HasExited, "the CSMS ends");

        Assert.Equal(1, csms.ExitCode);
        await Eventually.HoldsAsync(() => csms.Output.Count > 0, "the CSMS says why");
        Assert.EndsWith("or choose another with --port (0 takes a free one).", Assert.Single(csms.Output), StringComparison.Ordinal);
    }
}
