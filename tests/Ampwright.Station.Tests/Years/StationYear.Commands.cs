using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Station.Tests.SmartCharging;

namespace Ampwright.Station.Tests.Years;

internal sealed partial class StationYear
{
    private static readonly (string Key, string[] Values)[] Keys =
    [
        ("ConnectionTimeOut", ["0", "20", "60", "300"]),
        ("MeterValueSampleInterval", ["0", "120", "300", "900"]),
        ("ClockAlignedDataInterval", ["0", "0", "3600"]),
        ("StopTxnSampledData", ["", "Energy.Active.Import.Register"]),
        ("MeterValuesSampledData", ["", "Energy.Active.Import.Register", "Energy.Active.Import.Register,Power.Active.Import"]),
        ("StopTransactionOnEVSideDisconnect", ["true", "true", "false"]),
        ("UnlockConnectorOnEVSideDisconnect", ["true", "false"]),
        ("StopTransactionOnInvalidId", ["true", "false"]),
        ("MaxEnergyOnInvalidId", ["0", "100"]),
        ("AllowOfflineTxForUnknownId", ["true", "false"]),
        ("LocalAuthorizeOffline", ["true", "false"]),
        ("LocalPreAuthorize", ["true", "false"]),
        ("AuthorizeRemoteTxRequests", ["true", "false"]),
        ("AuthorizationCacheEnabled", ["true", "false"]),
        ("LocalAuthListEnabled", ["true", "false"]),
        ("MinimumStatusDuration", ["0", "5"]),
        ("TransactionMessageAttempts", ["1", "3", "5"]),
        ("TransactionMessageRetryInterval", ["0", "10", "60"]),
        ("HeartbeatInterval", ["3600", "14400"]),
        ("WebSocketPingInterval", ["0", "60"]),
        ("ResetRetries", ["0", "2"]),
        ("NumberOfConnectors", ["7"]),
        ("ConnectionTimeOut", ["-1", "soon"]),
        ("NobodyKnowsThisKey", ["1"]),
    ];

    private void Command()
    {
        var request = AnyCommand();
        var answer = Call(request);
        // I5: what is only read is answered alike twice.
        if (answer is null || request is not (GetConfigurationRequest or GetLocalListVersionRequest)) return;
        var again = Call(request);
        Check(
            again is null || Ocpp.Payloads.PayloadJson.ToText(request.Action.Response, again) == Ocpp.Payloads.PayloadJson.ToText(request.Action.Response, answer),
            $"I5: {request.Action.Name} was answered in two ways");
    }

    private IRequest AnyCommand()
    {
        var connector = AnyConnector;
        var (key, values) = Keys[_random.Next(Keys.Length)];
        // The first fourteen are of the Core profile.
        return _random.Next(_product.FeatureProfiles.Count > 1 ? 24 : 14) switch
        {
            0 or 1 or 2 => new ChangeConfigurationRequest { Key = key, Value = values[_random.Next(values.Length)] },
            3 => new GetConfigurationRequest { Key = _random.Next(2) == 0 ? null : [key] },
            4 or 5 => new RemoteStartTransactionRequest
            {
                ConnectorId = _random.Next(3) == 0 ? null : connector,
                IdTag = Drivers.Tags[Drivers.Any(_random)],
                ChargingProfile = _random.Next(3) == 0 ? Profile(ChargingProfilePurpose.TxProfile) : null,
            },
            6 or 7 => new RemoteStopTransactionRequest { TransactionId = RunningId(connector) },
            8 => new UnlockConnectorRequest { ConnectorId = _random.Next(8) == 0 ? 9 : connector },
            9 => new ChangeAvailabilityRequest { ConnectorId = _random.Next(Connectors + 1), Type = AvailabilityType.Inoperative },
            10 or 11 => new ChangeAvailabilityRequest { ConnectorId = _random.Next(Connectors + 1), Type = AvailabilityType.Operative },
            12 => new ClearCacheRequest(),
            13 => new DataTransferRequest { VendorId = "nobody", Data = "x" },
            14 or 15 => new ReserveNowRequest
            {
                ConnectorId = _random.Next(Connectors + 1),
                IdTag = Drivers.Tags[_random.Next(4)],
                ParentIdTag = _random.Next(3) == 0 ? "FAMILY" : null,
                ReservationId = _random.Next(5),
                ExpiryDate = _test.Time.GetUtcNow() + _csms.Offset + TimeSpan.FromSeconds(_random.Next(-60, 3_600)),
            },
            16 => new CancelReservationRequest { ReservationId = _random.Next(5) },
            17 or 18 => new SetChargingProfileRequest { ConnectorId = connector, CsChargingProfiles = Profile(ChargingProfilePurpose.TxDefaultProfile) },
            19 => _random.Next(2) == 0
                ? new SetChargingProfileRequest { ConnectorId = 0, CsChargingProfiles = Profile(ChargingProfilePurpose.ChargePointMaxProfile) }
                : new SetChargingProfileRequest { ConnectorId = connector, CsChargingProfiles = Profile(ChargingProfilePurpose.TxProfile) },
            20 => new ClearChargingProfileRequest { ConnectorId = _random.Next(2) == 0 ? connector : null },
            21 => new GetCompositeScheduleRequest { ConnectorId = _random.Next(Connectors + 1), Duration = 3_600 },
            22 => new TriggerMessageRequest { RequestedMessage = (MessageTrigger)_random.Next(6), ConnectorId = _random.Next(2) == 0 ? null : connector },
            _ => List(),
        };
    }

    private ChargingProfile Profile(ChargingProfilePurpose purpose) => Profiles.Profile(
        1 + _random.Next(6), purpose, _random.Next(3),
        _random.Next(2) == 0 && purpose != ChargingProfilePurpose.ChargePointMaxProfile ? null : _test.Time.GetUtcNow() + _csms.Offset,
        _random.Next(2) == 0 ? null : 600 + _random.Next(6_000),
        (0, _random.Next(33)), (300 + _random.Next(300), 6 + _random.Next(30)));

    private IRequest List()
    {
        if (_random.Next(3) == 0) return new GetLocalListVersionRequest();
        var full = _random.Next(2) == 0;
        var entries = Drivers.Tags.Where(_ => _random.Next(2) == 0)
            .Select(tag => new AuthorizationData { IdTag = tag, IdTagInfo = !full && _random.Next(3) == 0 ? null : Drivers.Verdict(tag) }).ToList();
        return new SendLocalListRequest
        {
            ListVersion = 1 + _random.Next(100),
            UpdateType = full ? UpdateType.Full : UpdateType.Differential,
            LocalAuthorizationList = entries.Count == 0 ? null : entries,
        };
    }
}
