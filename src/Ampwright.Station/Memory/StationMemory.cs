using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Station.Journal;

namespace Ampwright.Station.Memory;

/// <summary>
/// The station's memory over power cuts: facts go to the journal and into <see cref="State"/>. A durable fact is on the disk when
/// <see cref="Record"/> returns, with all facts before it.
/// </summary>
internal sealed class StationMemory
{
    public const byte Version = 1;

    /// <summary>What this program can read back; the journal keeps the rest aside.</summary>
    public static bool Knows(JournalRecordType type, byte version) =>
        type is JournalRecordType.Fact or JournalRecordType.State && version == Version;

    private const int LeastFactsBetweenCompactions = 2_000;
    private const int QueuePartLength = 100;

    private readonly StationJournal _journal;
    private int _factsSinceCompaction;
    private int _notSynced;

    public StationMemory(JournalOpening opening)
    {
        _journal = opening.Journal;
        State = Replay(opening.Replay);
        _factsSinceCompaction = opening.Replay.Count;
    }

    public RememberedState State { get; private set; }

    /// <summary>Called with each fact, part of <see cref="State"/> already, before it goes to the journal: for whoever checks the station.</summary>
    public Action<Fact>? Recording { get; set; }

    /// <summary>Called when the disk refused something, whether or not it could be helped.</summary>
    public Action? Refused { get; set; }

    public long NextTx => State.LastTx + 1;

    public long NextMessage => State.LastMessage + 1;

    /// <exception cref="JournalFailedException">The disk takes nothing any more, also not a fresh snapshot.</exception>
    public void Record(Fact fact, bool durable)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(fact, FactJson.Default.Fact);
        State = State.With(fact);
        Recording?.Invoke(fact);
        try
        {
            _journal.Append(JournalRecordType.Fact, Version, payload);
            _notSynced++;
            if (durable) Sync();
        }
        catch (JournalFailedException)
        {
            Refused?.Invoke();
            Compact(); // Writes everything anew, this fact included; if that fails too, the station cannot go on.
        }
        if (++_factsSinceCompaction >= LeastFactsBetweenCompactions + 4 * State.Queue.Count) Tidy();
    }

    /// <summary>
    /// Records a durable fact that an order of the CSMS asks for, where the order can be refused: false when the disk takes nothing, and
    /// nothing has changed.
    /// </summary>
    public bool TryRecord(Fact fact)
    {
        var before = State;
        try
        {
            Record(fact, durable: true);
            return true;
        }
        catch (JournalFailedException)
        {
            State = before;
            return false;
        }
    }

    /// <summary>Makes every fact so far durable. Does nothing when all are.</summary>
    /// <exception cref="JournalFailedException">As in <see cref="Record"/>.</exception>
    public void Sync()
    {
        if (_notSynced == 0) return;
        try
        {
            _journal.Sync();
            _notSynced = 0;
        }
        catch (JournalFailedException)
        {
            Refused?.Invoke();
            Compact();
        }
    }

    // The fact is kept already: one refused call on the way to a shorter journal must not end the station.
    private void Tidy()
    {
        try
        {
            Compact();
        }
        catch (JournalFailedException)
        {
            Compact();
        }
    }

    private void Compact()
    {
        _journal.Compact(Parts(State).Select(part => new JournalEntry(
            JournalRecordType.State, Version, JsonSerializer.SerializeToUtf8Bytes(part, FactJson.Default.StatePart))).ToList());
        _factsSinceCompaction = 0;
        _notSynced = 0;
    }

    private static RememberedState Replay(IReadOnlyList<JournalRecord> records)
    {
        var state = new RememberedState();
        foreach (var record in records)
        {
            if (record.Type == JournalRecordType.Fact)
                state = state.With(JsonSerializer.Deserialize(record.Payload.Span, FactJson.Default.Fact)!);
            else if (record.Type == JournalRecordType.State)
                state = Join(state, JsonSerializer.Deserialize(record.Payload.Span, FactJson.Default.StatePart)!);
        }
        return state;
    }

    // A long queue would not fit into one record of the journal, so a snapshot is several parts.
    internal static IEnumerable<StatePart> Parts(RememberedState state)
    {
        yield return new StatePart
        {
            Head = state with
            {
                Transactions = state.Transactions.Clear(),
                Queue = [],
                DeadLetters = [],
                Cache = state.Cache.Clear(),
                Security = state.Security with { Log = [] },
                LocalList = state.LocalList.Clear(),
            },
        };
        foreach (var transaction in state.Transactions.Values) yield return new StatePart { Transactions = [transaction] };
        foreach (var messages in state.Queue.Chunk(QueuePartLength)) yield return new StatePart { Queue = messages };
        foreach (var letter in state.DeadLetters) yield return new StatePart { DeadLetters = [letter] };
        foreach (var tags in state.Cache.Values.Chunk(QueuePartLength)) yield return new StatePart { Cache = tags };
        foreach (var entries in state.Security.Log.Chunk(QueuePartLength)) yield return new StatePart { SecurityLog = entries };
        foreach (var profile in state.Profiles.All) yield return new StatePart { Profiles = [StoredProfile.Of(profile)] };
        foreach (var tags in state.LocalList.Values.Chunk(QueuePartLength)) yield return new StatePart { LocalList = tags };
    }

    private static RememberedState Join(RememberedState state, StatePart part) => (part.Head ?? state) with
    {
        Transactions = (part.Head ?? state).Transactions.AddRange((part.Transactions ?? []).Select(one => KeyValuePair.Create(one.Tx, one))),
        Queue = (part.Head ?? state).Queue.AddRange(part.Queue ?? []),
        DeadLetters = (part.Head ?? state).DeadLetters.AddRange(part.DeadLetters ?? []),
        Cache = (part.Head ?? state).Cache.AddRange(
            (part.Cache ?? []).Select(tag => KeyValuePair.Create(tag.IdTag.ToUpperInvariant(), tag))),
        Security = (part.Head ?? state).Security with { Log = (part.Head ?? state).Security.Log.AddRange(part.SecurityLog ?? []) },
        Profiles = (part.Profiles ?? []).Aggregate(
            (part.Head ?? state).Profiles, (profiles, stored) => profiles.Install(stored.ToInstalled()).Profiles),
        LocalList = (part.Head ?? state).LocalList.AddRange((part.LocalList ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag))),
    };
}

/// <summary>A part of a snapshot; the whole is the join of all.</summary>
internal sealed record StatePart
{
    public RememberedState? Head { get; init; }

    public IReadOnlyList<RememberedTransaction>? Transactions { get; init; }

    public IReadOnlyList<QueuedMessage>? Queue { get; init; }

    public IReadOnlyList<DeadLetter>? DeadLetters { get; init; }

    public IReadOnlyList<RememberedTag>? Cache { get; init; }

    public IReadOnlyList<SecurityLogEntry>? SecurityLog { get; init; }

    public IReadOnlyList<ListedTag>? LocalList { get; init; }

    public IReadOnlyList<StoredProfile>? Profiles { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Fact))]
[JsonSerializable(typeof(StatePart))]
[JsonSerializable(typeof(ImmutableSortedDictionary<long, RememberedTransaction>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<int, RememberedReservation>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<int, ManualLimit>))]
internal sealed partial class FactJson : JsonSerializerContext;
