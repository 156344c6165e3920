using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ampwright.TestKit.Programs;

/// <summary>
/// A PostgreSQL server of our own, from the installed programs, in a temporary folder: reached by a unix socket without a password, and on
/// loopback with one. It survives <see cref="KillAsync"/> and starts again over its data.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    public const string User = "ampwright";

    /// <summary>For connections over TCP. What is special in an address is in it, on purpose.</summary>
    public const string Password = "p@ss/w:rd %";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder;
    private readonly string _programs;
    private readonly string[] _settings;
    private RunningProgram? _running;

    private PostgresServer(string programs, string encoding, string? folder, string[] settings)
    {
        _programs = programs;
        _settings = settings;
        if (folder is not null) Directory.CreateDirectory(folder);
        _folder = folder ?? Directory.CreateTempSubdirectory("ampwright-pg-").FullName;
        Port = FreePort();
        var password = Path.Combine(_folder, "password");
        File.WriteAllText(password, Password);
        if (Environment.UserName == "root") Run("chown", ["-R", Owner, _folder]);
        Run(AsOwner(out var initdb, "initdb"), [.. initdb, "--pgdata", Data, "--username", User, "--pwfile", password, "--encoding", encoding, "--no-locale",
            "--auth-local=trust", "--auth-host=scram-sha-256",
            // Where a folder is named a power cut may follow; in a temporary one a cut ends the test as well.
            .. folder is null ? (string[])["--no-sync"] : []]);
    }

    public int Port { get; }

    /// <summary>The first process of the running server.</summary>
    public int Id => _running!.Id;

    private string Data => Path.Combine(_folder, "data");

    private static string Owner { get; } = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    /// <summary>Why there can be none here, and how to change that; null when there can.</summary>
    public static string? WhyNot { get; } = FindPrograms() is null
        ? "PostgreSQL 14 or newer is not installed. On Debian and Ubuntu: apt-get install postgresql (or name its folder of programs in AMPWRIGHT_POSTGRES)"
        : null;

    /// <summary>Makes a server and starts it; returns when it serves. fsync is on.</summary>
    /// <param name="encoding">Of its databases.</param>
    /// <param name="folder">Where its data and its socket are to be; a temporary folder when null. It is removed with the server.</param>
    /// <param name="settings">What its configuration is to say otherwise, as <c>name=value</c>.</param>
    public static PostgresServer Start(string encoding = "UTF8", string? folder = null, params string[] settings)
    {
        var server = new PostgresServer(FindPrograms() ?? throw new InvalidOperationException(WhyNot), encoding, folder, settings);
        // A run of tests that is stopped leaves none behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        server.StartAgain();
        return server;
    }

    public void StartAgain()
    {
        using var ready = new ManualResetEventSlim();
        var program = AsOwner(out var arguments, "postgres");
        _running = RunningProgram.Start(
            "PostgreSQL", "sh",
            ["-c", "exec \"$0\" \"$@\" 2>&1", program, .. arguments, "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder,
             .. Settings.Concat(_settings).SelectMany(setting => (string[])["-c", setting])],
            line =>
            {
                if (line.Contains("ready to accept connections", StringComparison.Ordinal)) ready.Set();
            });
        if (!ready.Wait(Patience)) throw new TimeoutException($"PostgreSQL did not start in time.\n{_running}");
    }

    public bool HasExited => _running is { HasExited: true };

    /// <summary>SIGSTOP to all its processes: it is there, and says nothing, until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        foreach (var process in Processes()) RunningProgram.StandStill(process);
    }

    public void Resume()
    {
        foreach (var process in Processes()) RunningProgram.GoOn(process);
    }

    /// <summary>SIGKILL to the server's first process; the others end when they see it gone.</summary>
    public async Task KillAsync()
    {
        await _running!.KillAsync();
        await Eventually.HoldsAsync(() => !IsServedBySomebody(), "every process of the killed server has ended");
    }

    /// <summary>SIGKILL to all its processes at once, those that stand still too: the machine is gone.</summary>
    public async Task CutAsync()
    {
        foreach (var process in Processes()) RunningProgram.End(process);
        await _running!.KillAsync();
        await Eventually.HoldsAsync(() => Processes().Count == 0, "every process of the server is gone");
    }

    /// <summary>An address as the program takes it.</summary>
    /// <param name="database">The database's name.</param>
    /// <param name="overTcp">With the password over loopback instead of the unix socket.</param>
    public string Address(string database, bool overTcp = false) => overTcp
        ? $"postgres://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}/{database}"
        : $"postgres://{User}@{Uri.EscapeDataString(_folder)}:{Port}/{database}";

    public void CreateDatabase(string name) =>
        Run(Path.Combine(_programs, "createdb"), ["--host", _folder, "--port", Port.ToString(CultureInfo.InvariantCulture), "--username", User, name]);

    /// <summary>Runs one of the server's own programs, such as pg_dump, connected to it; returns what it wrote.</summary>
    public string Client(string program, params string[] arguments) =>
        Run(Path.Combine(_programs, program), ["--host", _folder, "--port", Port.ToString(CultureInfo.InvariantCulture), "--username", User, .. arguments]);

    public override string ToString() => _running?.ToString() ?? "PostgreSQL was not started.";

    public void Dispose()
    {
        if (_running is { HasExited: false })
        {
            using var process = Process.GetProcessById(_running.Id);
            process.Kill();
            process.WaitForExit();
        }
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A process of the server still writes there; the system's own clean-up of temporary files takes it.
        }
    }

    private static IEnumerable<string> Settings =>
    [
        "listen_addresses=127.0.0.1", "fsync=on", "max_connections=300", "shared_buffers=64MB", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=2GB",
        "autovacuum=off", "log_min_messages=warning", "unix_socket_permissions=0777",
    ];

    private static string? FindPrograms()
    {
        var named = Environment.GetEnvironmentVariable("AMPWRIGHT_POSTGRES");
        var folders = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return new[] { named }
            .Concat(folders.Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) && version >= 14)
                .OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")))
            .Concat(["/usr/local/bin", "/usr/bin"])
            .FirstOrDefault(folder => folder is not null && File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));
    }

    /// <summary>PostgreSQL refuses to run as root: then its own user, or nobody, runs it.</summary>
    private string AsOwner(out string[] arguments, string program)
    {
        var file = Path.Combine(_programs, program);
        arguments = Environment.UserName == "root" ? [$"--reuid={Owner}", $"--regid={Owner}", "--clear-groups", file] : [];
        return arguments.Length == 0 ? file : "setpriv";
    }

    // postmaster.pid names the killed process; its children hold the socket's lock no longer once they are gone.
    private bool IsServedBySomebody() => Processes().Exists(process => process != _running!.Id);

    /// <summary>The processes that work in its data.</summary>
    private List<int> Processes()
    {
        var found = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id)
                    && new DirectoryInfo(Path.Combine(process, "cwd")).ResolveLinkTarget(returnFinalTarget: false)?.FullName == Data) found.Add(id);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is not ours to see.
            }
        }
        return found;
    }

    private static string Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}{output}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
