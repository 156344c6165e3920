using Ampwright.TestKit.Programs;

namespace Ampwright.Peers.Lab;

/// <summary>Systems by foreign packages, as processes. Where the packages cannot be had the test is skipped and says why.</summary>
internal static class Scripts
{
    private const string Listening = "LISTENING ";

    /// <summary>A script of ours around ocpp-rpc.</summary>
    public static async Task<RunningProgram> OursAsync(string script, params IEnumerable<string> arguments)
    {
        var node = await FetchedAsync(Node.PeersFolder, "ocpp-rpc");
        return RunningProgram.Start(script, node, [Path.Combine(Node.PeersFolder, script), .. arguments]);
    }

    /// <summary>A whole system of others, on this computer alone.</summary>
    /// <param name="script">Its file in its package.</param>
    public static async Task<RunningProgram> ForeignAsync(string package, string script, params IEnumerable<string> arguments)
    {
        var node = await FetchedAsync(Node.ForeignFolder, package);
        return RunningProgram.Start(
            package, node, ["--require", Path.Combine(Node.ForeignFolder, "loopback.cjs"), Path.Combine(Node.ForeignFolder, "node_modules", package, script), .. arguments]);
    }

    /// <summary>The ports that a system says it listens on.</summary>
    public static async Task<string[]> PortsAsync(RunningProgram system)
    {
        var line = await system.LineAsync(line => line.StartsWith(Listening, StringComparison.Ordinal), "it listens");
        return line[Listening.Length..].Split(' ');
    }

    private static async Task<string> FetchedAsync(string folder, string package)
    {
        try
        {
            return await Node.ReadyAsync(folder, package);
        }
        catch (Exception missing) when (missing is InvalidOperationException or OperationCanceledException)
        {
            Assert.Skip($"{package} cannot be had here: {missing.Message}");
            throw;
        }
    }
}
