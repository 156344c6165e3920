using System.Net;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Load;

/// <summary>The bare server as a process of its own on the servers' core.</summary>
internal sealed class BareUnderLoad : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private BareUnderLoad(RunningProgram program, IPEndPoint address)
    {
        _program = program;
        Address = address;
        Process = new ServerProcess(program.Id);
    }

    public IPEndPoint Address { get; }

    public ServerProcess Process { get; }

    public static async Task<BareUnderLoad> StartAsync()
    {
        var program = RunningProgram.StartAssembly("bare server", typeof(BareServer).Assembly.Location, [BenchCommand.ServeBare], Cores.OfServers);
        var line = await program.LineAsync(text => text.StartsWith("bare server on ", StringComparison.Ordinal), "its address");
        return new BareUnderLoad(program, IPEndPoint.Parse(new Uri(line[15..]).Authority));
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
