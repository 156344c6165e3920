using System.Data.Common;
using System.Text.Json;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Privacy;

/// <summary>
/// Replaces the tags of erased drivers in what was written down, a slice at a time: what has come since every <see cref="Round"/>, until no station's local
/// list is known to name one and a round has found nothing. Only then are the tags themselves forgotten. It goes on where it was after a restart.
/// </summary>
internal sealed class ErasureRunner(Database database, TimeProvider time, ILogger<ErasureRunner> log) : BackgroundService
{
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(50);

    private static readonly TimeSpan StoreRetry = TimeSpan.FromMinutes(1);
    private readonly Signal _asked = new();

    /// <summary>There is something to do.</summary>
    public void Tell() => _asked.Raise();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var asked = _asked.WaitAsync(stoppingToken); ;)
            {
                var wait = await LookAsync(stoppingToken);
                using (var early = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken))
                {
                    await Task.WhenAny(asked, Task.Delay(wait, time, early.Token));
                    await early.CancelAsync();
                }
                stoppingToken.ThrowIfCancellationRequested();
                if (asked.IsCompleted) asked = _asked.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken stop)
    {
        try
        {
            foreach (var erasure in await database.ReadAsync(connection => ErasureRecord.Due(connection, time.GetUtcNow()))) await GoThroughAsync(erasure, stop);
            return Round;
        }
        catch (Exception failure) when (failure is StorageException or DbException)
        {
            log.TidyingFailed(failure);
            return StoreRetry;
        }
    }

    private async Task GoThroughAsync(ErasureRecord erasure, CancellationToken stop)
    {
        var tags = erasure.TagList.ConvertAll(tag => (Text: new TagText(tag.Tag), tag.Stand));
        var (positions, replaced, waits) = (erasure.PositionOf, 0, false);
        var stands = erasure.TagList.ConvertAll(tag => IdTags.IdTagList.Fold(tag.Stand));
        foreach (var table in KeptTexts.All)
        {
            while (await database.ReadAsync(connection => table.After(connection, positions.GetValueOrDefault(table.Name), stands)) is { Count: > 0 } all)
            {
                stop.ThrowIfCancellationRequested();
                // What a station is still to be told it is told as it was meant: it is looked at again when it was.
                var rows = all.TakeWhile(row => !row.StillToTell || row.Texts.All(text => Replace(text, tags) == text)).ToList();
                if (rows.Count < all.Count) waits = true;
                if (rows.Count == 0) break;
                positions[table.Name] = rows[^1].Id;
                var changes = tags.Count == 0 ? [] : rows.SelectMany(row => row.Texts.Select((text, column) => (row.Id, Column: column, Before: text, After: Replace(text, tags))))
                    .Where(change => change.Before != change.After).ToList();
                replaced += changes.Count;
                await database.WriteAsync(unit =>
                {
                    foreach (var (id, column, _, after) in changes) table.Write(unit, id, column, after!);
                    unit.Connection.Execute("UPDATE erasures SET positions = @at, texts = texts + @count WHERE erasure_id = @ErasureId",
                        new { at = JsonSerializer.Serialize(positions, ErasureJson.Default.DictionaryStringInt64), count = changes.Count, erasure.ErasureId });
                });
                if (rows.Count < KeptTexts.Slice) break;
            }
        }
        await database.WriteAsync(unit => End(unit, erasure, replaced > 0 || waits));
    }

    private static string? Replace(string? text, List<(TagText Text, string Stand)> tags) =>
        text is null ? null : tags.Aggregate(text, (so, tag) => tag.Text.Replace(so, tag.Stand));

    private static void End(WriteUnit unit, ErasureRecord erasure, bool found)
    {
        // What was on its way when it began, and what stations were told since, is found a round later.
        var done = !found && erasure.MadeAt + Round <= unit.Now && erasure.StationsHolding(unit.Connection).Count == 0;
        unit.Connection.Execute(done
            ? "UPDATE erasures SET tags = '[]', done_at = @Now, next_look_at = NULL WHERE erasure_id = @ErasureId"
            : "UPDATE erasures SET next_look_at = @next WHERE erasure_id = @ErasureId", new { unit.Now, next = unit.Now + Round, erasure.ErasureId });
    }
}
