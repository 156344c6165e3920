using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Availability;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Loop;

/// <summary>Brings what happens in the hardware to the parts it concerns, in the order it happened.</summary>
internal sealed class HardwareNews(
    StationCore core, CsmsConnection connection, IReadOnlyList<Connector> connectors, ReaderDesk desk, FaultBoard faults, bool stopsOnMainsFailure)
{
    /// <summary>Somebody is at the housing, in words.</summary>
    public Action<string>? Tampered { get; set; }

    /// <summary>Until the hardware loses its power.</summary>
    /// <param name="since">The stamp of the snapshot the station began with; what is older is in it.</param>
    public async Task RunAsync(long since)
    {
        while (await core.Port.Events.WaitToReadAsync())
        {
            while (core.Port.Events.TryRead(out var news))
                if (news.Stamp >= since) Take(news);
        }
    }

    private void Take(HardwareEvent news)
    {
        switch (news)
        {
            case PilotChanged pilot: At(pilot.Connector).OnPilot(pilot.Pilot); break;
            case CableChanged cable: At(cable.Connector).OnCable(cable.CableMilliamperes); break;
            case ContactorChanged contactor: At(contactor.Connector).OnContactor(contactor.Closed, contactor.Phases); break;
            case DeratingChanged derating: At(derating.Connector).OnDerating(derating.Milliamperes, derating.Why); break;
            case CardSeen card: desk.OnCard(card.Card.Uid, card.Card.RandomUid); break;
            case StartButtonPressed button: desk.OnStartButton(button.Connector); break;
            case StopButtonPressed button: desk.OnStopButton(button.Connector); break;
            case FaultRaised raised: faults.Raise(raised.Fault); break;
            case FaultCleared cleared: faults.Clear(cleared.Fault.Id); break;
            case LinkChanged { Up: true }: connection.DialNow(); break;
            case TamperDetected tamper: Tampered?.Invoke(tamper.What); break;
            case MainsFailing failing: OnMainsFailing(failing); break;
            default: break; // The rest is known from the commands' outcomes.
        }
    }

    // AQ-7.1: the reserve lasts to tell the end of what runs; AQ-7.2: else it is told when the station is back.
    private void OnMainsFailing(MainsFailing failing)
    {
        core.Trace.Note($"the mains fail, {failing.HoldUp.TotalSeconds} s are left");
        core.Memory.Sync();
        if (!stopsOnMainsFailure) return;
        foreach (var connector in connectors) _ = connector.Stop(Reason.PowerLoss);
    }

    private Connector At(int number) => connectors[number - 1];
}
