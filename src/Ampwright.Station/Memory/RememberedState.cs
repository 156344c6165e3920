using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ampwright.Ocpp.SmartCharging;

namespace Ampwright.Station.Memory;

/// <summary>Everything the station knows after a power cut: the sum of all facts so far.</summary>
internal sealed record RememberedState
{
    public const int MostDeadLetters = 100;

    public int Boot { get; init; }

    public bool OnceAccepted { get; init; }

    /// <summary>Configuration values that differ from the product profile's, by canonical name.</summary>
    public ImmutableSortedDictionary<string, string> Configuration { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Connectors set Inoperative; 0 = the station.</summary>
    public ImmutableSortedSet<int> Inoperative { get; init; } = [];

    public long LastTx { get; init; }

    public long LastMessage { get; init; }

    public ImmutableSortedDictionary<long, RememberedTransaction> Transactions { get; init; } =
        ImmutableSortedDictionary<long, RememberedTransaction>.Empty;

    public ImmutableList<QueuedMessage> Queue { get; init; } = [];

    public ImmutableList<DeadLetter> DeadLetters { get; init; } = [];

    /// <summary>The reset that ended the last life, if it was an ordered one: true = hard.</summary>
    public bool? ResetOrdered { get; init; }

    /// <summary>The authorization cache, by upper-case id tag.</summary>
    public ImmutableSortedDictionary<string, RememberedTag> Cache { get; init; } = ImmutableSortedDictionary<string, RememberedTag>.Empty;

    public RememberedSecurity Security { get; init; } = new();

    /// <summary>The local authorization list, by upper-case id tag.</summary>
    public ImmutableSortedDictionary<string, ListedTag> LocalList { get; init; } = ImmutableSortedDictionary<string, ListedTag>.Empty;

    public int LocalListVersion { get; init; }

    /// <summary>By the CSMS's reservationId.</summary>
    public ImmutableSortedDictionary<int, RememberedReservation> Reservations { get; init; } =
        ImmutableSortedDictionary<int, RememberedReservation>.Empty;

    /// <summary>In the order of their installation.</summary>
    [JsonIgnore] // Stored one by one, in the standard's own form.
    public InstalledProfiles Profiles { get; init; } = InstalledProfiles.None;

    /// <summary>By connector.</summary>
    public ImmutableSortedDictionary<int, ManualLimit> ManualLimits { get; init; } = ImmutableSortedDictionary<int, ManualLimit>.Empty;

    public RememberedFiles Files { get; init; } = new();

    public RememberedTransaction? RunningOn(int connector) =>
        Transactions.Values.FirstOrDefault(transaction => transaction.Connector == connector && transaction.Stop is null);

    public RememberedState With(Fact fact) => fact switch
    {
        // What an earlier life stamped by a clock nobody had set stays as it is: the steps of this life's clock say nothing about it.
        Booted booted => Corrected(TimeSpan.Zero) with { Boot = booted.Boot, ResetOrdered = null },
        Memory.OnceAccepted => this with { OnceAccepted = true },
        ClockSet set => Corrected(set.Step),
        ConfigurationSet { Value: { } value } set => this with { Configuration = Configuration.SetItem(set.Key, value) },
        ConfigurationSet set => this with { Configuration = Configuration.Remove(set.Key) },
        AvailabilitySet set => this with
        {
            Inoperative = set.Inoperative ? Inoperative.Add(set.Connector) : Inoperative.Remove(set.Connector),
        },
        TransactionStarted started => Started(started),
        MeterCheckpoint checkpoint => Change(checkpoint.Tx, transaction => transaction with
        {
            LastMeter = Math.Max(transaction.LastMeter, checkpoint.Meter),
            LastAlive = checkpoint.At,
        }),
        TransactionDataTaken taken => Change(taken.Tx, transaction => transaction with
        {
            Data = Thinned(transaction.Data, taken.Most).Add(taken.Values),
            LastAlive = taken.Values.At,
        }),
        MeterValuesTaken taken => Enqueue(new QueuedMessage(taken.Message, QueuedKind.MeterValues, taken.Tx, taken.Values)),
        MeterValuesThinned thinned => this with { Queue = Thinned(Queue, thinned.ByPlace) },
        TransactionStopped stopped => Stopped(stopped),
        ResetOrdered reset => this with { ResetOrdered = reset.Hard },
        ResetGivenUp => this with { ResetOrdered = null },
        MessageSent sent => Replace(sent.Message, message => message with { MessageId = sent.MessageId }),
        MessageAnswered answered => Answered(answered),
        MessageFailed failed => Replace(failed.Message, message => message with { Failures = message.Failures + 1 }),
        MessageGivenUp givenUp => GivenUp(givenUp),
        TagSeen seen => this with
        {
            Cache = Cache.SetItem(
                seen.IdTag.ToUpperInvariant(),
                new RememberedTag(seen.IdTag, seen.Status, seen.ParentIdTag, seen.Expiry, seen.Order)),
        },
        TagForgotten forgotten => this with { Cache = Cache.Remove(forgotten.IdTag.ToUpperInvariant()) },
        CacheCleared => this with { Cache = Cache.Clear() },
        SecurityFact security => this with { Security = Security.With(security) },
        LocalListChanged changed => this with
        {
            LocalListVersion = changed.Version,
            LocalList = (changed.Full ? LocalList.Clear() : LocalList)
                .RemoveRange(changed.Removed.Select(ListedTag.KeyOf))
                .SetItems(changed.Set.Select(tag => KeyValuePair.Create(tag.Key, tag))),
        },
        ReservationMade made => this with { Reservations = Reservations.SetItem(made.Reservation.Id, made.Reservation) },
        ReservationEnded ended => this with { Reservations = Reservations.Remove(ended.Id) },
        ProfileInstalled installed => this with { Profiles = Profiles.Install(installed.Profile.ToInstalled()).Profiles },
        ProfilesCleared cleared => this with
        {
            Profiles = new InstalledProfiles([.. Profiles.All.Where(one => !cleared.Ids.Contains(one.Profile.ChargingProfileId))]),
        },
        ManuallyLimited { Limit: { } limit } limited => this with { ManualLimits = ManualLimits.SetItem(limited.Connector, limit) },
        ManuallyLimited limited => this with { ManualLimits = ManualLimits.Remove(limited.Connector) },
        FileFact file => this with { Files = Files.With(file) },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "This kind of fact has no meaning here."),
    };

    /// <summary>
    /// Room for one value more, and for the one of the end: of the middle ones every second goes, those of the beginning never
    /// (errata v4.0 3.14).
    /// </summary>
    private static ImmutableList<StoredMeterValue> Thinned(ImmutableList<StoredMeterValue> data, int most)
    {
        var kept = data;
        while (kept.Count > 1 && kept.Count + 2 > most) kept = [.. kept.Where((_, index) => index == 0 || index % 2 == 0)];
        return kept;
    }

    // By number a second thinning would take only what came after the first, and a third less again. The first of the queue stays: it
    // may be on its way.
    private static ImmutableList<QueuedMessage> Thinned(ImmutableList<QueuedMessage> queue, bool byPlace)
    {
        var place = 0;
        return queue.RemoveAll(message =>
            message.Kind == QueuedKind.MeterValues && (byPlace ? place++ % 2 == 1 : message.Message % 2 == 0));
    }

    private RememberedState Corrected(TimeSpan step) => this with
    {
        Security = Security.Corrected(step),
        Transactions = Transactions.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Corrected(step)),
        Queue = [.. Queue.Select(message => message.Values is null
            ? message
            : message with { Values = message.Values with { At = message.Values.At.Corrected(step) } })],
    };

    private RememberedState Started(TransactionStarted started) => (this with
    {
        LastTx = started.Tx,
        Reservations = started.ReservationId is { } used ? Reservations.Remove(used) : Reservations,
        Transactions = Transactions.Add(started.Tx, new RememberedTransaction
        {
            Tx = started.Tx,
            Connector = started.Connector,
            IdTag = started.IdTag,
            ParentIdTag = started.ParentIdTag,
            MeterStart = started.MeterStart,
            Started = started.At,
            ReservationId = started.ReservationId,
            LastMeter = started.MeterStart,
            LastAlive = started.At,
            Data = started.Begin is null ? [] : [started.Begin],
        }),
    }).Enqueue(new QueuedMessage(started.Message, QueuedKind.StartTransaction, started.Tx));

    private RememberedState Stopped(TransactionStopped stopped) =>
        (this with { Profiles = Profiles.EndTransaction(stopped.Tx).Profiles }).Change(stopped.Tx, transaction => transaction with
        {
            Stop = new RememberedStop(stopped.MeterStop, stopped.At, stopped.Reason, stopped.IdTag),
            Data = stopped.End is null ? transaction.Data : transaction.Data.Add(stopped.End),
        }).Enqueue(new QueuedMessage(stopped.Message, QueuedKind.StopTransaction, stopped.Tx));

    private RememberedState Answered(MessageAnswered answered)
    {
        if (Find(answered.Message) is not { } message) return this;
        var state = this with { Queue = Queue.Remove(message) };
        if (message.Kind == QueuedKind.StartTransaction)
            state = state.Change(message.Tx, transaction => transaction with
            {
                CsmsId = answered.TransactionId,
                Verdict = answered.Status,
                ParentIdTag = answered.ParentIdTag ?? transaction.ParentIdTag,
            });
        return state.Forget(message.Tx);
    }

    private RememberedState GivenUp(MessageGivenUp givenUp)
    {
        if (Find(givenUp.Message) is not { } message) return this;
        var letters = DeadLetters.Add(new DeadLetter(message, Transactions.GetValueOrDefault(message.Tx), givenUp.Code, givenUp.At));
        var state = this with
        {
            Queue = Queue.Remove(message),
            DeadLetters = letters.Count > MostDeadLetters ? letters.RemoveAt(0) : letters,
        };
        // Errata v4.0 3.18: what follows a start that was never acknowledged carries −1.
        if (message.Kind == QueuedKind.StartTransaction)
            state = state.Change(message.Tx, transaction => transaction with { CsmsId = -1 });
        return state.Forget(message.Tx);
    }

    /// <summary>Drops a transaction once it has ended and none of its messages waits any more.</summary>
    private RememberedState Forget(long tx) =>
        Transactions.TryGetValue(tx, out var transaction) && transaction.Stop is not null && !Queue.Any(message => message.Tx == tx)
            ? this with { Transactions = Transactions.Remove(tx) }
            : this;

    private RememberedState Enqueue(QueuedMessage message) => this with { LastMessage = message.Message, Queue = Queue.Add(message) };

    private QueuedMessage? Find(long number) => Queue.Find(message => message.Message == number);

    private RememberedState Replace(long number, Func<QueuedMessage, QueuedMessage> change) =>
        Find(number) is { } message ? this with { Queue = Queue.Replace(message, change(message)) } : this;

    private RememberedState Change(long tx, Func<RememberedTransaction, RememberedTransaction> change) =>
        Transactions.TryGetValue(tx, out var transaction) ? this with { Transactions = Transactions.SetItem(tx, change(transaction)) } : this;
}
