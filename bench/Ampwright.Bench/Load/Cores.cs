using System.Diagnostics;

namespace Ampwright.Bench.Load;

/// <summary>Servers and their databases run on the first core, the generator on the second: neither takes the other's time.</summary>
internal static class Cores
{
    /// <remarks>What makes the generator cheap is not what a server is started with.</remarks>
    public static IReadOnlyList<string> OfServers { get; } = ["env", "-u", "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "taskset", "-c", "0"];

    /// <summary>Whether this process has the second core to itself, as bench/csms starts it.</summary>
    public static bool HasOwn => Environment.ProcessorCount == 1;

    /// <summary>Moves a process with all its threads and those it will have to the servers' core.</summary>
    public static void MoveToServers(int process)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", "0", $"{process}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        taskset.WaitForExit();
    }
}
