using System.Diagnostics;
using System.Text;

namespace Ampwright.Ocpp.Tests.Certificates;

/// <summary>The installed openssl, in a folder of its own: another maker's opinion. A test is skipped where there is none.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ampwright-openssl-").FullName;

    public static OpenSsl FindOrSkip()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "openssl")));
        Assert.SkipUnless(found, "there is no openssl on the path to compare with");
        return new OpenSsl();
    }

    public void Put(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    public void Put(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(_folder, file), bytes);

    public string Text(string file) => File.ReadAllText(Path.Combine(_folder, file));

    public byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(_folder, file));

    /// <summary>Runs a command and gives what it wrote; fails the test if openssl fails.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var (output, errors) = (new StringBuilder(), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        output.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        output.Append(await errors);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"openssl {string.Join(' ', arguments)}: {output}");
        return output.ToString();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
