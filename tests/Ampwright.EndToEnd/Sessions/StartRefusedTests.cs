using System.Net;
using System.Net.Sockets;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Sessions;

public sealed class StartRefusedTests
{
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
