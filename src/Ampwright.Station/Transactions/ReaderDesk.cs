using System.Collections.Immutable;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Authorization;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Reservation;

namespace Ampwright.Station.Transactions;

/// <summary>
/// The card reader, which the station has once for all its connectors: finds out what a card is meant for.
/// </summary>
/// <remarks>
/// <code>
/// card ─ 1 stops its own transaction ─ 2 takes back its own waiting grant ─ 3 frees its own locked cable
///      └ 4 one Authorize ─ 5 the place reserved for it, else the car that waits longest ─ 6 stops or frees for the same parent ─ 7 waits for a car to come
/// </code>
/// Grants that wait for a car (7) are a queue: the first car to come gets the first one. With a single empty connector it is that one.
/// </remarks>
internal sealed class ReaderDesk
{
    private readonly StationCore _core;
    private readonly Authorizer _authorizer;
    private readonly IReadOnlyList<Connector> _connectors;
    private readonly Reservations _reservations;
    private readonly bool _startsHere;
    private readonly bool _stopsHere;
    private readonly List<Waiting> _waiting = [];
    private readonly HashSet<string> _asking = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="startsHere">C-07 of the product: drivers can start by card.</param>
    /// <param name="stopsHere">C-08: they can stop by card or button.</param>
    public ReaderDesk(
        StationCore core, Authorizer authorizer, IReadOnlyList<Connector> connectors, Reservations reservations, bool startsHere, bool stopsHere)
    {
        (_core, _authorizer, _connectors, _reservations) = (core, authorizer, connectors, reservations);
        (_startsHere, _stopsHere) = (startsHere, stopsHere);
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

        if (!_asking.Add(idTag)) return; // Held to the reader again while the CSMS is being asked.
        Show(ReaderMessage.Working);
        _core.Loop.Start(() => AskAsync(idTag));
    }

    public void OnButton(int number)
    {
        var connector = _connectors.FirstOrDefault(one => one.Number == number);
        if (connector?.Running is not null && _stopsHere) _ = connector.Stop(Reason.Local);
    }

    private async Task AskAsync(string idTag)
    {
        // Kept for this card while the CSMS is asked, so that no other takes the place.
        var place = _startsHere ? PlaceFor(idTag, parentIdTag: null) : null;
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
            Show(ReaderMessage.Rejected);
            return;
        }

        Decide(new Grant(idTag, verdict.ParentIdTag, Remote: false), place);
    }

    private void Decide(Grant grant, Connector? place)
    {
        // 5: also a car that came while the CSMS was asked.
        if (_startsHere && (place is not { IsFree: true } || !_reservations.Admits(place, grant.IdTag, grant.ParentIdTag)))
            place = PlaceFor(grant.IdTag, grant.ParentIdTag);
        if (_startsHere && place is not null)
        {
            place.Allow(grant);
            Show(place.IsCarPresent ? ReaderMessage.Accepted : ReaderMessage.PlugInNow);
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
        var open = _connectors.Where(connector => connector.IsFree && _reservations.Admits(connector, grant.IdTag, grant.ParentIdTag)).ToList();
        if (!_startsHere || open.Count == 0)
        {
            Show(ReaderMessage.Rejected);
            return;
        }
        if (open.Where(connector => connector.IsEmpty).ToList() is [var only] && _waiting.Count == 0) only.Allow(grant);
        else Wait(grant);
        Show(ReaderMessage.PlugInNow);
    }

    // Whoever has a reservation goes where it is, also before the car is there; else the car that waits longest.
    private Connector? PlaceFor(string idTag, string? parentIdTag)
    {
        var open = _connectors.Where(connector => connector.IsFree && _reservations.Admits(connector, idTag, parentIdTag)).ToList();
        return open.Find(connector => _reservations.On(connector.Number) is not null)
            ?? open.Where(connector => connector.IsWaiting).MinBy(connector => connector.ArrivalOrder);
    }

    private void StopAt(Connector connector, string idTag)
    {
        Show(_stopsHere ? ReaderMessage.Accepted : ReaderMessage.Rejected);
        if (_stopsHere) _ = connector.Stop(Reason.Local, idTag);
    }

    private bool TakeBack(string idTag)
    {
        if (_connectors.FirstOrDefault(one => one.Granted is { } grant && IdTags.Same(grant.IdTag, idTag)) is { } granted)
        {
            granted.GiveUp();
            return true;
        }
        if (_waiting.Find(one => IdTags.Same(one.Grant.IdTag, idTag)) is not { } waiting) return false;
        End(waiting);
        return true;
    }

    private void Wait(Grant grant)
    {
        Waiting? waiting = null;
        var timeOut = _core.NewTimer(() =>
        {
            End(waiting!);
            _core.Trace.Note($"{grant.IdTag}: no car came in time");
            Show(ReaderMessage.TimedOut);
        });
        waiting = new Waiting(grant, timeOut);
        _waiting.Add(waiting);
        if (_core.Configuration.Seconds("ConnectionTimeOut") is var limit && limit > TimeSpan.Zero) timeOut.Set(limit);
    }

    private void End(Waiting waiting)
    {
        _waiting.Remove(waiting);
        _core.Release(waiting.TimeOut);
    }

    private void OnCar(Connector connector)
    {
        if (!connector.IsWaiting) return;
        if (_waiting.Find(one => _reservations.Admits(connector, one.Grant.IdTag, one.Grant.ParentIdTag)) is not { } first) return;
        End(first);
        connector.Allow(first.Grant);
        Show(ReaderMessage.Accepted);
    }

    private void Show(ReaderMessage message)
    {
        foreach (var reader in _core.Port.Readers) reader.Show(message);
    }

    private sealed record Waiting(Grant Grant, LoopTimer TimeOut);
}
