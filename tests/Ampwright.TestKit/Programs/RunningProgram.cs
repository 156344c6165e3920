using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ampwright.TestKit.Programs;

/// <summary>A real process and what it wrote. Killed, by its own id, when it is disposed.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private RunningProgram(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output and error, line by line, each in its order.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Starts a .NET assembly of ours.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="under">A program that becomes it, and its arguments.</param>
    public static RunningProgram StartAssembly(string name, string assembly, IEnumerable<string> arguments, IReadOnlyList<string>? under = null)
    {
        string[] whole = [.. under ?? [], Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", assembly, .. arguments];
        return Start(name, whole[0], whole[1..]);
    }

    /// <summary>Starts any program.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="file">The program, looked up on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="onLine">Takes the lines of standard output, in addition to <see cref="Output"/>.</param>
    public static RunningProgram Start(string name, string file, IEnumerable<string> arguments, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        // The environment of the test run is not the program's: what it reads is given here or on its command line.
        foreach (var ours in start.Environment.Keys.Where(key => key.StartsWith("AMPWRIGHT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(ours);
        // It lives for seconds, over and over: collecting profiles for better code later would cost most of its starts.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = new Process { StartInfo = start };
        var program = new RunningProgram(name, process);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) return;
            program._output.Enqueue(text);
            onLine?.Invoke(text);
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text) program._output.Enqueue(text);
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for a line of output that fits, and returns it.</summary>
    /// <exception cref="InvalidOperationException">The program ended without it.</exception>
    public async Task<string> LineAsync(Func<string, bool> fits, string what)
    {
        string? found = null;
        await Eventually.HoldsAsync(
            () =>
            {
                var ended = _process.HasExited;
                found = _output.FirstOrDefault(fits);
                if (found is null && ended) throw new InvalidOperationException($"{Name} ended with code {_process.ExitCode} before {what}:\n{this}");
                return found is not null;
            },
            $"{Name}: {what}");
        return found!;
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>SIGKILL: the process gets no chance to do anything more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: the process stands still where it is until <see cref="Resume"/>.</summary>
    public void Pause() => StandStill(_process.Id);

    public void Resume() => GoOn(_process.Id);

    internal static void StandStill(int process) => _ = SendSignal(process, SigStop);

    internal static void End(int process) => _ = SendSignal(process, SigKill);

    internal static void GoOn(int process) => _ = SendSignal(process, SigContinue);

    /// <summary>SIGTERM; returns the exit code.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it is killed then.</exception>
    public async Task<int> TerminateAsync(TimeSpan within)
    {
        var asked = TimeProvider.System.GetTimestamp();
        if (SendSignal(_process.Id, SigTerm) != 0) throw new InvalidOperationException($"{Name} could not be sent SIGTERM:\n{this}");
        try
        {
            await _process.WaitForExitAsync().WaitAsync(within, TimeProvider.System);
            return _process.ExitCode;
        }
        catch (TimeoutException late)
        {
            await KillAsync();
            throw new TimeoutException($"{Name} had not ended {TimeProvider.System.GetElapsedTime(asked).TotalSeconds:0.0} s after SIGTERM:\n{this}", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    public override string ToString() => $"--- {Name} wrote:\n{string.Join('\n', _output.TakeLast(200))}";

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
