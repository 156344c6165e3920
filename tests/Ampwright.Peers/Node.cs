using System.Diagnostics;
using Ampwright.TestKit.Programs;

namespace Ampwright.Peers;

/// <summary>Node.js and the packages of the peers: found, or fetched once, or named.</summary>
internal static class Node
{
    private static readonly Version Oldest = new(20, 19);
    private static readonly SemaphoreSlim Preparing = new(1, 1);
    private static readonly HashSet<string> Ready = [];
    private static string? _program;

    /// <summary>Where the peers' scripts and their package-lock.json lie.</summary>
    public static string PeersFolder { get; } = Folder("peers");

    /// <summary>Where the whole systems of others that the lab judges are locked.</summary>
    public static string ForeignFolder { get; } = Folder("foreign");

    /// <summary>The program to run the peers' scripts with, their packages in place.</summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message names it and how to install it.</exception>
    public static Task<string> ReadyAsync() => ReadyAsync(PeersFolder, "ocpp-rpc");

    /// <summary>The same for another folder.</summary>
    /// <param name="package">What is there once the folder's packages are.</param>
    public static async Task<string> ReadyAsync(string folder, string package)
    {
        await Preparing.WaitAsync();
        try
        {
            _program ??= await FindAsync();
            if (Ready.Contains(folder)) return _program;
            await FetchAsync(_program, folder, package);
            Ready.Add(folder);
            return _program;
        }
        finally
        {
            Preparing.Release();
        }
    }

    private static string Folder(string name) => Path.Combine(Repository.Root, "tests", "Ampwright.Peers", name);

    private static async Task<string> FindAsync()
    {
        var node = Environment.GetEnvironmentVariable("AMPWRIGHT_NODE") is { Length: > 0 } named ? named : "node";
        var said = await RunAsync(node, ["--version"], PeersFolder, "tell its version");
        if (!Version.TryParse(said.Trim().TrimStart('v'), out var version) || version < Oldest)
            throw new InvalidOperationException($"The peers need Node.js {Oldest} or newer; '{node}' is {said.Trim()}. {HowToInstall}");

        return node;
    }

    private static async Task FetchAsync(string node, string folder, string package)
    {
        if (File.Exists(Path.Combine(folder, "node_modules", package, "package.json"))) return;
        var beside = Path.Combine(Path.GetDirectoryName(node) ?? "", "npm");
        await RunAsync(File.Exists(beside) ? beside : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, $"fetch the packages of {folder} (npm ci)");
    }

    private static string HowToInstall =>
        $"Install Node.js {Oldest} or newer (Debian 12 has an older one; 'npm install --prefix DIR node@22.23.3' fetches one) and name its program in AMPWRIGHT_NODE, or run ./test, which does that.";

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, string what)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"'{program}' could not {what}:\n{await errors}{await output}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"'{program}' is not there, so it cannot {what}. {HowToInstall}", missing);
        }
    }
}
