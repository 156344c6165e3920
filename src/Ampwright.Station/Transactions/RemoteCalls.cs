using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Station.Authorization;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Reservation;

namespace Ampwright.Station.Transactions;

/// <summary>
/// Carries out RemoteStartTransaction, RemoteStopTransaction and UnlockConnector. OCPP 1.6 ed. 2 §5.11, §5.12, §5.18. The answer to the
/// first two leaves before anything else happens.
/// </summary>
/// <param name="takesProfile">
/// Whether a charging profile can be carried out at a connector; null = a station without the profile SmartCharging, which ignores it.
/// </param>
internal sealed class RemoteCalls(
    StationCore core, Registration registration, Authorizer authorizer, IReadOnlyList<Connector> connectors, Reservations reservations,
    Func<ChargingProfile, int, bool>? takesProfile)
{
    public CallAnswer Start(RemoteStartTransactionRequest request)
    {
        if (!CanObey || Choose(request.ConnectorId, request.IdTag) is not { } connector) return StartAnswer(RemoteStartStopStatus.Rejected);
        var profile = takesProfile is null ? null : request.ChargingProfile;
        if (profile is not null && !takesProfile!(profile, connector.Number)) return StartAnswer(RemoteStartStopStatus.Rejected);
        connector.Claim();
        return StartAnswer(RemoteStartStopStatus.Accepted, () => core.Loop.Start(() => StartAsync(connector, request.IdTag, profile)));
    }

    public CallAnswer Stop(RemoteStopTransactionRequest request)
    {
        var connector = request.TransactionId < 0 ? null : connectors.FirstOrDefault(one => one.Running?.CsmsId == request.TransactionId);
        if (!CanObey || connector is null)
            return new CallAnswer(new RemoteStopTransactionResponse { Status = RemoteStartStopStatus.Rejected });
        return new CallAnswer(
            new RemoteStopTransactionResponse { Status = RemoteStartStopStatus.Accepted }, () => _ = connector.Stop(Reason.Remote));
    }

    // Its answer tells what the lock did, so here the hardware comes first.
    public async Task<CallAnswer> UnlockAsync(UnlockConnectorRequest request)
    {
        var connector = connectors.FirstOrDefault(one => one.Number == request.ConnectorId);
        var status = connector is null ? UnlockStatus.NotSupported : await connector.UnlockByCsmsAsync();
        return new CallAnswer(new UnlockConnectorResponse { Status = status });
    }

    // Before it is accepted the CSMS shall not start or stop anything (§4.2).
    private bool CanObey => registration.State == RegistrationState.Accepted && !core.IsEnding;

    // Without a connectorId the choice is ours: the car that waits longest, else a free place. 0 is not allowed (errata v4.0 3.41).
    private Connector? Choose(int? connectorId, string idTag)
    {
        var parent = authorizer.ParentOf(idTag);
        if (connectorId is { } number)
            return connectors.FirstOrDefault(one => one.Number == number && one.IsFree && MayBeAdmitted(one, idTag, parent));
        var open = connectors.Where(one => one.IsFree && reservations.Admits(one, idTag, parent)).ToList();
        return open.Find(one => reservations.On(one.Number) is not null)
            ?? open.Where(one => one.IsWaiting).MinBy(one => one.ArrivalOrder)
            ?? open.Find(one => one.IsEmpty);
    }

    // §5.13: whether somebody belongs to the parent a place is reserved for is found out by Authorize, if neither list nor cache knows.
    private bool MayBeAdmitted(Connector connector, string idTag, string? parent) =>
        reservations.Admits(connector, idTag, parent) || (parent is null && reservations.On(connector.Number)?.ParentIdTag is not null);

    private async Task StartAsync(Connector connector, string idTag, ChargingProfile? profile)
    {
        // §9.1.3
        var parent = authorizer.ParentOf(idTag);
        var asks = core.Configuration.Flag("AuthorizeRemoteTxRequests") || !reservations.Admits(connector, idTag, parent);
        var verdict = asks ? await authorizer.DecideAsync(idTag) : new Verdict(Allowed: true, parent, "ordered by the CSMS");
        if (verdict.Allowed && !reservations.Admits(connector, idTag, verdict.ParentIdTag))
            verdict = new Verdict(Allowed: false, verdict.ParentIdTag, "reserved for somebody else");
        if (verdict.Allowed && !core.IsEnding)
        {
            connector.Allow(new Grant(idTag, verdict.ParentIdTag, Remote: true, profile));
            return;
        }
        core.Trace.Note($"connector {connector.Number}: the id tag of the remote start is not allowed: {verdict.Why}");
        connector.Unclaim();
    }

    private static CallAnswer StartAnswer(RemoteStartStopStatus status, Action? then = null) =>
        new(new RemoteStartTransactionResponse { Status = status }, then);
}
