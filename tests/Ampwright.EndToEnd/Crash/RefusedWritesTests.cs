using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;

namespace Ampwright.EndToEnd.Crash;

/// <summary>
/// The system refuses every so-manieth write to SQLite's log and every so-manieth sync of it, by strace, which puts the error in place of the call:
/// a sync that failed must not be taken for done by trying it again.
/// </summary>
public sealed class RefusedWritesTests
{
    [Theory]
    [InlineData("EIO")]
    [InlineData("ENOSPC")]
    public async Task What_a_refused_call_should_have_stored_is_never_answered(string error)
    {
        if (await Strace.WhyNotAsync() is { } reason) Assert.Skip(reason);
        using var folder = new TestKit.Programs.TemporaryFolder();
        var data = folder["csms"];
        string[] strace = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", folder["calls"], "-P", Path.Combine(data, "csms.db-wal"),
            "-e", "trace=pwrite64,fdatasync,fsync", "-e", $"inject=fdatasync,fsync:error={error}:when=20+17", "-e", $"inject=pwrite64:error={error}:when=200+97"];
        await using var world = await LoadWorld.StartAsync(new LoadSetting { DataFolder = data });
        await world.AnswersAsync(20, "before");
        await world.Csms.KillAsync();
        world.Csms.Under = strace;
        await world.Csms.StartAgainAsync();
        await Eventually.HoldsAsync(() => world.Ledger.Refused > Scale.Of(inTest: 40, whole: 2000), "stations are told that their messages could not be stored", TimeSpan.FromMinutes(Scale.Of(2, 30)));
        await world.CheckAsync();

        await world.Csms.KillAsync();
        world.Csms.Under = [];
        await world.Csms.StartAgainAsync();
        await world.CheckAsync();
        await world.EndAsync();
        Assert.Contains("(INJECTED)", await File.ReadAllTextAsync(folder["calls"]), StringComparison.Ordinal);
    }
}
