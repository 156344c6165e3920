using System.Collections.Immutable;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Authorization;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Product;
using Ampwright.Station.Reservation;

namespace Ampwright.Station.Transactions;

/// <summary>
/// The card reader, which the station has once for all its connectors: finds out what a card is meant for.
/// </summary>
/// <remarks>
/// <code>
/// card ─ 1 stops its own transaction ─ 2 takes back its own waiting grant ─ 3 frees its own locked cable
///      └ 4 one Authorize ─ 5 the place reserved for it, else the car the policy names ─ 6 stops or frees for the same parent ─ 7 waits for a car to come
/// </code>
/// Grants that wait for a car (7) are a queue: the first car to come gets the first one. With a single empty connector it is that one.
/// Asked (policy Ask, several cars wait) the driver presses the button of a connector; who was asked first is served first, and one who
/// does not answer within ConnectionTimeOut, or shows the card again, has given up.
/// </remarks>
internal sealed class ReaderDesk
{
    private readonly StationCore _core;
    private readonly Authorizer _authorizer;
    private readonly IReadOnlyList<Connector> _connectors;
    private readonly Reservations _reservations;
    private readonly bool _startsHere;
    private readonly bool _stopsHere;
    private readonly ReaderPolicy _policy;
    private readonly List<Waiting> _choosing = [];
    private readonly List<Waiting> _waiting = [];
    private readonly HashSet<string> _asking = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="product">Whether drivers can start (C-07) and stop (C-08) by card, and where.</param>
    public ReaderDesk(
        StationCore core, Authorizer authorizer, IReadOnlyList<Connector> connectors, Reservations reservations, ProductProfile product)
    {
        (_core, _authorizer, _connectors, _reservations) = (core, authorizer, connectors, reservations);
        (_startsHere, _stopsHere) = (product.Core.LocalStart, product.Core.LocalStop);
        _policy = product.ReaderPolicy ?? ReaderPolicy.FirstPlugged;
        foreach (var connector in connectors)
        {
            connector.CarArrived += OnCar;
            connector.TimedOut += _ => Show(ReaderMessage.TimedOut);
        }
        Show(ReaderMessage.Idle);
    }

    public void OnCard(ImmutableArray<byte> uid, bool randomUid)
    {
        var idTag = IdTags.Of(uid);
        if (randomUid) _core.Trace.Note($"card {idTag} makes up its number each time; it identifies nobody");
        if (_core.IsEnding || (!_startsHere && !_stopsHere))
        {
            _core.Trace.Note($"card {idTag} is ignored");
            Show(ReaderMessage.Rejected);
            return;
        }

        // 1
        if (_connectors.Where(one => one.Running is not null).FirstOrDefault(one => IdTags.Same(one.Running!.IdTag, idTag)) is { } own)
        {
            StopAt(own, idTag);
            return;
        }

        // 2
        if (TakeBack(idTag))
        {
            Show(ReaderMessage.Idle);
            return;
        }

        // 3
        if (_connectors.Any(connector => connector.ReleaseFor(idTag, parentIdTag: null)))
        {
            Show(ReaderMessage.Accepted);
            return;
        }

        if (!Concerns())
        {
            _core.Trace.Note($"card {idTag} can neither start nor stop anything");
            Show(ReaderMessage.Rejected, "no free connector");
            return;
        }

        if (!_asking.Add(idTag)) return; // Held to the reader again while the CSMS is being asked.
        Show(ReaderMessage.Working);
        _core.Loop.Start(() => AskAsync(idTag));
    }

    public void OnStopButton(int number)
    {
        if (_connectors.FirstOrDefault(one => one.Number == number) is not { Running: not null } connector) OnStartButton(number);
        else if (_stopsHere && !_core.IsEnding) _ = connector.Stop(Reason.Local);
    }

    public void OnStartButton(int number)
    {
        var connector = _connectors.FirstOrDefault(one => one.Number == number);
        if (connector is null || _core.IsEnding || connector.Running is not null) return;
        if (!connector.IsWaiting || _choosing.Find(one => Admits(connector, one.Grant)) is not { } chosen) return;
        End(chosen);
        connector.Allow(chosen.Grant);
        Show(ReaderMessage.Accepted);
    }

    private async Task AskAsync(string idTag)
    {
        // Kept for this card while the CSMS is asked, so that no other takes the place.
        var place = _startsHere ? PlaceFor(new Grant(idTag, ParentIdTag: null, Remote: false)) : null;
        place?.Claim();
        Verdict verdict;
        try
        {
            verdict = await _authorizer.DecideAsync(idTag); // 4
        }
        finally
        {
            place?.Unclaim();
            _asking.Remove(idTag);
        }

        if (!verdict.Allowed || _core.IsEnding)
        {
            _core.Trace.Note($"card {idTag} is not accepted: {verdict.Why}");
            Show(ReaderMessage.Rejected, verdict.Allowed ? "the station is going down" : verdict.Why);
            return;
        }

        Decide(new Grant(idTag, verdict.ParentIdTag, Remote: false), place);
    }

    private void Decide(Grant grant, Connector? place)
    {
        // 5: also a car that came while the CSMS was asked.
        if (_startsHere && (place is not { IsFree: true } || !Admits(place, grant))) place = PlaceFor(grant);
        if (_startsHere && place is not null)
        {
            place.Allow(grant);
            Show(place.IsCarPresent ? ReaderMessage.Accepted : ReaderMessage.PlugInNow);
            return;
        }
        if (_startsHere && WaitingFor(grant).Any())
        {
            Wait(grant, _choosing);
            Show(ReaderMessage.ChooseConnector);
            return;
        }

        // 6: only without a waiting car, or the second of a family could never charge beside the first.
        if (_connectors.FirstOrDefault(one => one.Running is { } running && grant.BelongsTo(running.IdTag, running.ParentIdTag)) is { } same)
        {
            StopAt(same, grant.IdTag);
            return;
        }
        if (_connectors.Any(connector => connector.ReleaseFor(grant.IdTag, grant.ParentIdTag)))
        {
            Show(ReaderMessage.Accepted);
            return;
        }

        // 7
        var open = _connectors.Where(connector => connector.IsFree && Admits(connector, grant)).ToList();
        if (!_startsHere || open.Count == 0)
        {
            Show(ReaderMessage.Rejected, _startsHere ? "no connector free for this card" : "cards do not start charging here");
            return;
        }
        if (open.Where(connector => connector.IsEmpty).ToList() is [var only] && _waiting.Count == 0) only.Allow(grant);
        else Wait(grant, _waiting);
        Show(ReaderMessage.PlugInNow);
    }

    // Whoever has a reservation goes where it is, also before the car is there; else the policy decides. Null: nowhere, or to be asked.
    private Connector? PlaceFor(Grant grant)
    {
        if (_connectors.FirstOrDefault(one => one.IsFree && _reservations.On(one.Number) is not null && Admits(one, grant)) is { } kept) return kept;
        var waiting = WaitingFor(grant).OrderBy(connector => connector.ArrivalOrder).ToList();
        return _policy switch
        {
            ReaderPolicy.LastPlugged => waiting.LastOrDefault(),
            ReaderPolicy.Ask when waiting.Count > 1 => null,
            _ => waiting.FirstOrDefault(),
        };
    }

    private IEnumerable<Connector> WaitingFor(Grant grant) => _connectors.Where(connector => connector.IsWaiting && Admits(connector, grant));

    private bool Admits(Connector connector, Grant grant) => _reservations.Admits(connector, grant.IdTag, grant.ParentIdTag);

    // Whether asking the CSMS about a card could lead to anything: a place to start at, or a parent that the card may turn out to have.
    private bool Concerns() =>
        (_startsHere && _connectors.Any(connector => connector.IsFree))
        || _connectors.Any(connector => connector.Running?.ParentIdTag is not null || connector.KeeperParent is not null);

    private void StopAt(Connector connector, string idTag)
    {
        if (_stopsHere) Show(ReaderMessage.Accepted);
        else Show(ReaderMessage.Rejected, "cards do not stop charging here");
        if (_stopsHere) _ = connector.Stop(Reason.Local, idTag);
    }

    private bool TakeBack(string idTag)
    {
        if (_connectors.FirstOrDefault(one => one.Granted is { } grant && IdTags.Same(grant.IdTag, idTag)) is { } granted)
        {
            granted.GiveUp();
            return true;
        }
        if (_waiting.Concat(_choosing).FirstOrDefault(one => IdTags.Same(one.Grant.IdTag, idTag)) is not { } waiting) return false;
        End(waiting);
        return true;
    }

    private void Wait(Grant grant, List<Waiting> queue)
    {
        Waiting? waiting = null;
        var timeOut = _core.NewTimer(() =>
        {
            End(waiting!);
            _core.Trace.Note($"{grant.IdTag}: nobody came in time");
            Show(ReaderMessage.TimedOut);
        });
        waiting = new Waiting(grant, timeOut);
        queue.Add(waiting);
        if (_core.Configuration.Seconds("ConnectionTimeOut") is var limit && limit > TimeSpan.Zero) timeOut.Set(limit);
    }

    private void End(Waiting waiting)
    {
        _waiting.Remove(waiting);
        _choosing.Remove(waiting);
        _core.Release(waiting.TimeOut);
    }

    private void OnCar(Connector connector)
    {
        if (!connector.IsWaiting) return;
        if (_waiting.Find(one => Admits(connector, one.Grant)) is not { } first) return;
        End(first);
        connector.Allow(first.Grant);
        Show(ReaderMessage.Accepted);
    }

    /// <param name="why">Of a refusal: for the driver, in a few words.</param>
    private void Show(ReaderMessage message, string? why = null)
    {
        foreach (var reader in _core.Port.Readers) reader.Show(message, why);
    }

    private sealed record Waiting(Grant Grant, LoopTimer TimeOut);
}
