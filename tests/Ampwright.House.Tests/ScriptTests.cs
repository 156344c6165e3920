using System.Diagnostics;

namespace Ampwright.House.Tests;

/// <summary>The scripts, as far as they decide something before they build.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task A_token_that_is_too_short_is_refused_before_anything_is_written()
    {
        var data = Path.Combine(Path.GetTempPath(), $"ampwright-run-{Guid.NewGuid():N}");
        var (code, said) = await BashAsync($"'{House.Root}/run' --data '{data}' --api-token abc");
        Assert.Equal(1, code);
        Assert.Contains("at least 8", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task An_npm_that_cannot_run_without_node_does_not_count()
    {
        var folder = Directory.CreateTempSubdirectory("ampwright-npm-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "npm"), "#!/usr/bin/env node\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder, "npm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(folder, "env"), "/usr/bin/env");
        File.CreateSymbolicLink(Path.Combine(folder, "dirname"), "/usr/bin/dirname");
        // No apt-get on this PATH either, so that nothing is installed.
        var (code, said) = await BashAsync($"ROOT='{folder}'; . '{House.Root}/build/setup.sh'; unset AMPWRIGHT_NODE; PATH='{folder}'; need_node");
        Directory.Delete(folder, recursive: true);
        Assert.Equal(1, code);
        Assert.Contains("an npm that works", said, StringComparison.Ordinal);
        Assert.DoesNotContain("No such file", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> BashAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output + await errors);
    }
}
