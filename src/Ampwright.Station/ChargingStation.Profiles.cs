using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Station.Boot;
using Ampwright.Station.Hardware;
using Ampwright.Station.LocalList;
using Ampwright.Station.Metering;
using Ampwright.Station.RemoteTrigger;
using Ampwright.Station.Reservation;
using Ampwright.Station.SmartCharging;

namespace Ampwright.Station;

/// <summary>What the feature profiles beyond Core add to a station, where its product declares them.</summary>
public sealed partial class ChargingStation
{
    private const string ListConflict = "runtime-local-list";

    /// <summary>Messages the CSMS can ask for; whoever has one says so here.</summary>
    internal Triggers Triggers { get; } = new();

    private void TakeLocalList(LocalAuthList list)
    {
        if (!_core.Configuration.Has("LocalAuthListEnabled")) return;
        var calls = new LocalListCalls(_core, list);
        _calls.On<SendLocalListRequest>(Catalogue.SendLocalList, calls.Send);
        _calls.On<GetLocalListVersionRequest>(Catalogue.GetLocalListVersion, calls.GetVersion);

        // §3.5.2: told of connector 0 as LocalListConflict, and standing until the CSMS has changed the list.
        list.Contradicted += what => _faults.Raise(new HardwareFault(ListConflict, FaultKind.StoredList, FaultSeverity.Warning, Connector: null, Info: what));
        calls.Changed += () => _faults.Clear(ListConflict);
    }

    private void TakeTriggers(Heartbeats heartbeats)
    {
        Triggers.On(MessageTrigger.Heartbeat, ExtendedMessageTrigger.Heartbeat, _ => heartbeats.BeatNow);
        Triggers.On(MessageTrigger.StatusNotification, ExtendedMessageTrigger.StatusNotification, TellStatus);
        Triggers.On(
            MessageTrigger.MeterValues, ExtendedMessageTrigger.MeterValues,
            new TriggeredMetering(_core, _connection, _connectors, _queue.Drain).Prepare);
        Triggers.On(
            MessageTrigger.BootNotification, ExtendedMessageTrigger.BootNotification,
            _ => _registration.State == RegistrationState.Accepted && !_core.Options.BootNotificationOnTrigger ? null : _registration.NotifyNow);

        if (Declares("RemoteTrigger")) _calls.On<TriggerMessageRequest>(Catalogue.TriggerMessage, Triggers.Answer);
        if (_core.Configuration.Has("SecurityProfile"))
            _calls.On<ExtendedTriggerMessageRequest>(Catalogue.ExtendedTriggerMessage, Triggers.Answer);
    }

    private void TakeReservations()
    {
        if (!Declares("Reservation"))
        {
            // §5.13: not an error, but Rejected.
            _calls.On<ReserveNowRequest>(Catalogue.ReserveNow, ReservationCalls.Refuse);
            return;
        }
        var calls = new ReservationCalls(_core, _reservations, _connectors);
        _calls.On<ReserveNowRequest>(Catalogue.ReserveNow, calls.Reserve);
        _calls.On<CancelReservationRequest>(Catalogue.CancelReservation, calls.Cancel);
    }

    /// <summary>What says whether the profile of a remote start can be carried out; null where such profiles are ignored.</summary>
    private Func<ChargingProfile, int, bool>? TakeSmartCharging()
    {
        if (!Declares("SmartCharging")) return null;
        var calls = new ProfileCalls(_core, _limits, _connectors);
        _calls.On<SetChargingProfileRequest>(Catalogue.SetChargingProfile, calls.Set);
        _calls.On<ClearChargingProfileRequest>(Catalogue.ClearChargingProfile, calls.Clear);
        _calls.On<GetCompositeScheduleRequest>(Catalogue.GetCompositeSchedule, calls.GetComposite);
        return calls.Takes;
    }

    // Without a connector: of all, the station as a whole included.
    private Action? TellStatus(int? connector)
    {
        var asked = _connectors.Select(one => one.Reporter).Prepend(_reporter).Where(one => connector is null || one.Connector == connector).ToList();
        if (asked.Count == 0) return null;
        return () =>
        {
            foreach (var reporter in asked) reporter.TellAsked();
        };
    }

    private bool Declares(string profile) => _core.Configuration.List("SupportedFeatureProfiles").Contains(profile);
}
