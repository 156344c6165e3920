using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Events;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Events;

public sealed class SlowListenerTests
{
    private const int Events = 5_000;

    // What the web server holds of an answer before it makes the writer wait.
    private const int ServersOwn = 64 * 1024;

    [Fact]
    public async Task A_listener_who_does_not_read_costs_a_bounded_memory_and_misses_nothing_once_he_reads()
    {
        await using var store = new TestStore();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: ServersOwn, resumeWriterThreshold: ServersOwn / 2, useSynchronizationContext: false));
        using var ends = new CancellationTokenSource();
        var stream = new EventStream(store.Events, new EventLog(store.Database), after: 0, station: null, new EventScope(store.Database, SiteScope.Everywhere));
        var sending = stream.SendAsync(new ServerSentWriter(pipe.Writer, TimeSpan.FromHours(1), store.Time), ends.Token);
        await RaiseAsync(store, 1);
        var ids = new List<long>();
        await ReadAsync(pipe.Reader, ids, 1);

        // 10 MB, and he reads nothing.
        using var other = store.Events.Subscribe(Events);
        for (var raised = 0; raised < Events; raised += 500) await RaiseAsync(store, 500);
        var prompt = 0;
        while (other.TryRead(out _)) prompt++;
        var held = 0L;
        await Eventually.HoldsAsync(() => (held = Waiting(pipe.Reader)) >= ServersOwn);

        Assert.Equal(Events, prompt);
        Assert.InRange(held, ServersOwn, ServersOwn + ServerSentWriter.MostUnsent + 8 * 1024);
        Assert.False(sending.IsCompleted);

        await ReadAsync(pipe.Reader, ids, Events + 1);
        Assert.Equal(Enumerable.Range(1, Events + 1).Select(id => (long)id), ids);
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static Task RaiseAsync(TestStore store, int count) => store.Database.WriteAsync(unit =>
    {
        for (var raised = 0; raised < count; raised++) unit.Raise(new IdTagChanged(new string('x', 2_000)));
    });

    private static long Waiting(PipeReader reader)
    {
        if (!reader.TryRead(out var read)) return 0;
        var length = read.Buffer.Length;
        reader.AdvanceTo(read.Buffer.Start);
        return length;
    }

    private static async Task ReadAsync(PipeReader reader, List<long> ids, int until)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        while (ids.Count < until)
        {
            var read = await reader.ReadAsync(deadline.Token);
            var left = read.Buffer;
            while (left.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(left.Slice(0, end).ToArray());
                left = left.Slice(left.GetPosition(1, end));
                if (line.StartsWith("id: ", StringComparison.Ordinal)) ids.Add(long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture));
            }
            reader.AdvanceTo(left.Start, left.End);
        }
    }
}
