using System.ComponentModel;
using System.Diagnostics;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>Whether strace may be used here.</summary>
internal static class Strace
{
    /// <returns>Why not, and what to do; null when it may.</returns>
    public static async Task<string?> WhyNotAsync()
    {
        using var folder = new TemporaryFolder();
        try
        {
            using var tried = Process.Start(new ProcessStartInfo("strace", ["-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=fsync", "-o", folder["calls"], "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            await tried.WaitForExitAsync();
            await Eventually.HoldsAsync(() => File.Exists(folder["calls"]) || tried.ExitCode != 0);
            return tried.ExitCode == 0 ? null : $"strace may not trace here: {await tried.StandardError.ReadToEndAsync()}";
        }
        catch (Win32Exception)
        {
            return "strace is not installed. On Debian and Ubuntu: apt-get install strace";
        }
    }
}
