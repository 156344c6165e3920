using System.Text.Json.Nodes;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>What it answers to the CSMS, and does because of it.</remarks>
internal sealed partial class ModelStation
{
    private static JsonObject Status(string status) => new() { ["status"] = status };

    private static readonly string[] Storing =
    [
        "ChangeConfiguration", "ChangeAvailability", "ClearCache", "SendLocalList", "ReserveNow", "CancelReservation", "SetChargingProfile", "ClearChargingProfile",
        "InstallCertificate", "DeleteCertificate",
    ];

    // The best answer there is, by its schema, with nothing done for it.
    private static JsonObject Accepted(string action, JsonObject asked) => action switch
    {
        "GetConfiguration" or "UpdateFirmware" or "GetDiagnostics" => [],
        "GetLocalListVersion" => new JsonObject { ["listVersion"] = 1 },
        "UnlockConnector" => Status("Unlocked"),
        "GetCompositeSchedule" => new JsonObject { ["status"] = "Accepted", ["connectorId"] = asked["connectorId"]!.GetValue<int>() },
        _ => Status("Accepted"),
    };

    private JsonObject Handle(string action, JsonObject asked) => action switch
    {
        "GetConfiguration" => Configuration(asked),
        "ChangeConfiguration" => Status(Configure(asked["key"]!.ToString(), asked["value"]!.ToString())),
        "RemoteStartTransaction" => Status(RemoteStart(asked)),
        "RemoteStopTransaction" => Status(RemoteStop(asked["transactionId"]!.GetValue<int>())),
        "Reset" => Status(Reset(asked["type"]!.ToString())),
        "UnlockConnector" => Status(Unlock(asked["connectorId"]!.GetValue<int>())),
        "ChangeAvailability" => Status(Availability(asked["connectorId"]!.GetValue<int>(), asked["type"]!.ToString() == "Operative")),
        "ClearCache" => Status(ForgetCache()),
        "DataTransfer" => Status("UnknownVendorId"),
        "GetLocalListVersion" => new JsonObject { ["listVersion"] = _options.HasList && Flag("LocalAuthListEnabled") ? _listVersion : -1 },
        "SendLocalList" => Status(TakeList(asked)),
        "TriggerMessage" => Status(Trigger(asked["requestedMessage"]!.ToString(), asked["connectorId"]?.GetValue<int>())),
        "ReserveNow" => Status(Reserve(asked)),
        "CancelReservation" => Status(Cancel(asked["reservationId"]!.GetValue<int>())),
        "SetChargingProfile" => Status(SetProfile(asked["connectorId"]!.GetValue<int>(), asked["csChargingProfiles"]!.AsObject())),
        "ClearChargingProfile" => Status(ClearProfiles(asked)),
        "GetCompositeSchedule" => Composite(asked["connectorId"]!.GetValue<int>(), asked["duration"]!.GetValue<int>()),
        "UpdateFirmware" => Update(asked["location"]!.ToString()),
        "ExtendedTriggerMessage" => Status(AskForCertificate()),
        "CertificateSigned" => Status(TakeCertificate(asked["certificateChain"]!.ToString())),
        "InstallCertificate" => Status(TakeRoot(asked["certificateType"]!.ToString(), asked["certificate"]!.ToString())),
        "GetInstalledCertificateIds" => ListRoots(asked["certificateType"]!.ToString()),
        "DeleteCertificate" => Status(DeleteRoot(asked["certificateHashData"]!.AsObject())),
        "GetLog" => BringLog(asked),
        "SignedUpdateFirmware" => Status(UpdateSigned(asked["requestId"]!.GetValue<int>(), asked["firmware"]!.AsObject())),
        "GetDiagnostics" => Bring(asked["location"]!.ToString()),
        _ => Status("Rejected"),
    };

    private JsonObject Configuration(JsonObject asked)
    {
        var wanted = asked["key"]?.AsArray().Select(key => key!.ToString()).ToList() ?? [];
        var known = wanted.Count == 0 ? [.. _keys.Keys] : wanted.Where(_keys.ContainsKey).ToList();
        var answer = new JsonObject
        {
            ["configurationKey"] = new JsonArray([.. known.Select(key => (JsonNode)new JsonObject
            {
                ["key"] = key,
                ["readonly"] = Does("all-keys-read-only") || _keys[key].ReadOnly,
                ["value"] = _keys[key].Value,
            })]),
        };
        var unknown = wanted.Except(_keys.Keys).ToList();
        if (unknown.Count > 0) answer["unknownKey"] = new JsonArray([.. unknown.Select(key => (JsonNode)key)]);
        return answer;
    }

    private string Configure(string key, string value)
    {
        if (key == "AuthorizationKey") return SetPassword(value);
        if (key == "SecurityProfile") return SetProfile(int.Parse(value));
        if (!_keys.TryGetValue(key, out var entry)) return "NotSupported";
        if (entry.ReadOnly || value.StartsWith('-')) return Does("takes-any-value") ? "Accepted" : "Rejected";
        if (!Does("accepts-without-setting")) _keys[key] = (value, false);
        return "Accepted";
    }

    private string RemoteStart(JsonObject asked)
    {
        var number = asked["connectorId"]?.GetValue<int>() ?? 1;
        if (number == 0) return "Rejected";
        var socket = _connectors[number];
        if (socket.Transaction is not null || socket.Faulted || !socket.Operative) return Does("accepts-every-remote-start") ? "Accepted" : "Rejected";
        if (asked["chargingProfile"] is JsonObject profile)
        {
            if (profile["chargingProfilePurpose"]!.ToString() != "TxProfile") return "Rejected";
            if (!Does("forgets-profiles")) socket.Profiles.Add((JsonObject)profile.DeepClone());
        }
        Later(() => StartRemotely(socket, asked["idTag"]!.ToString()));
        return "Accepted";
    }

    private async void StartRemotely(ModelConnector socket, string tag)
    {
        string? parent = null;
        if (Flag("AuthorizeRemoteTxRequests") && !Does("never-asks-for-remote-tags"))
        {
            (var accepted, parent) = await Allowed(tag);
            if (!accepted) return;
        }
        Admit(socket, tag, parent);
    }

    private string RemoteStop(int id)
    {
        var socket = Sockets.FirstOrDefault(socket => socket.Transaction?.Id == id);
        if (socket is null) return "Rejected";
        Later(() =>
        {
            if (socket.Transaction is { } transaction) End(socket, transaction, "Remote", "Finishing");
        });
        return "Accepted";
    }

    private string Reset(string type)
    {
        Reboot(type == "Hard" ? "HardReset" : "SoftReset");
        return "Accepted";
    }

    private string Unlock(int number)
    {
        if (number > _options.Connectors || (_options.FixedCable && !Does("stops-without-a-lock"))) return "NotSupported";
        var socket = _connectors[number];
        if (socket.Jammed) return "UnlockFailed";
        Later(() =>
        {
            if (socket.Transaction is { } transaction) End(socket, transaction, "UnlockCommand", "Finishing");
        });
        return _options.FixedCable ? "NotSupported" : "Unlocked";
    }

    private string Availability(int number, bool operative)
    {
        if (number == 0) _stationOperative = operative;
        _connectors[number].Operative = operative;
        Later(() =>
        {
            foreach (var connector in number == 0 ? _connectors : [_connectors[number]])
            {
                if (connector.Transaction is null) Tell(connector, Resting(connector));
            }
        });
        return "Accepted";
    }

    private string ForgetCache()
    {
        if (!Does("keeps-the-cache")) _cache.Clear();
        return "Accepted";
    }

    private string TakeList(JsonObject asked)
    {
        if (!_options.HasList) return "NotSupported";
        if (_storageFails) return "Failed";
        var version = asked["listVersion"]!.GetValue<int>();
        var full = asked["updateType"]!.ToString() == "Full";
        if (!full && version <= _listVersion) return Does("takes-old-versions") ? "Accepted" : "VersionMismatch";
        if (full) _list.Clear();
        foreach (var entry in asked["localAuthorizationList"]?.AsArray() ?? []) _list.Add(entry!["idTag"]!.ToString());
        _listVersion = _list.Count == 0 && !Does("counts-empty-lists") ? 0 : version;
        return "Accepted";
    }

    private string Trigger(string message, int? number)
    {
        if (number > _options.Connectors || (message == "BootNotification" && (_accepted || Does("stays-pending")))) return "Rejected";
        Later(() =>
        {
            switch (message)
            {
                case "MeterValues": SendMeter(_connectors[number ?? 1], null, "Trigger", "MeterValuesSampledData"); break;
                case "Heartbeat": Send("Heartbeat", []); break;
                case "BootNotification": BootAsync(_life); break;
                case "StatusNotification":
                    foreach (var connector in number is { } one ? [_connectors[one]] : _connectors) Tell(connector, connector.Status);
                    break;
                default: Send(message, Status("Idle")); break;
            }
        });
        return "Accepted";
    }
}
