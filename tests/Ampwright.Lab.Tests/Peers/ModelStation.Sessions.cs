using System.Text.Json.Nodes;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>Cards, sessions and their ends.</remarks>
internal sealed partial class ModelStation
{
    private async void Card(string tag)
    {
        if (Sockets.FirstOrDefault(socket => socket.Transaction is not null) is { } charging)
        {
            var transaction = charging.Transaction!;
            if (transaction.Tag == tag) End(charging, transaction, "Local", "Finishing", tag);
            else if (transaction.Parent is not null || Does("asks-for-foreign-cards"))
                await EndByGroup(charging, transaction, tag);
            return;
        }
        if (Sockets.FirstOrDefault(socket => socket.Authorized == tag) is { } waiting)
        {
            Forget(waiting);
            return;
        }
        var socket = Sockets.FirstOrDefault(socket => socket.Status == "Preparing") ?? Sockets.FirstOrDefault(socket => socket.Status is "Available" or "Reserved");
        if (socket is null) return;
        var (accepted, parent) = await Allowed(tag);
        if (!accepted && !Does("starts-for-anybody")) return;
        if (socket.Reservation is { } reservation && reservation.Tag != tag && (reservation.Parent is null || reservation.Parent != parent)
            && !Does("starts-against-reservation")) return;
        Admit(socket, tag, parent);
    }

    private async Task EndByGroup(ModelConnector charging, ModelTransaction transaction, string tag)
    {
        var answer = await Ask("Authorize", new JsonObject { ["idTag"] = tag });
        if (answer?["idTagInfo"]?["parentIdTag"]?.ToString() is { } parent && parent == transaction.Parent)
            End(charging, transaction, "Local", "Finishing", tag);
    }

    private async Task<(bool Accepted, string? Parent)> Allowed(string tag)
    {
        var known = (Flag("AuthorizationCacheEnabled") && _cache.Contains(tag)) || (Flag("LocalAuthListEnabled") && _list.Contains(tag));
        if (!Online) return (Flag("LocalAuthorizeOffline") && (known || Flag("AllowOfflineTxForUnknownId")), null);
        if (known && Flag("LocalPreAuthorize") && !Does("always-asks")) return (true, null);
        var answer = await Ask("Authorize", new JsonObject { ["idTag"] = tag });
        var accepted = answer?["idTagInfo"]?["status"]?.ToString() == "Accepted";
        if (accepted && Flag("AuthorizationCacheEnabled")) _cache.Add(tag);
        return (accepted, answer?["idTagInfo"]?["parentIdTag"]?.ToString());
    }

    private async void Admit(ModelConnector socket, string tag, string? parent)
    {
        socket.Authorized = tag;
        var authorization = ++socket.Authorization;
        if (socket.Status != "Preparing") Tell(socket, "Preparing");
        if (socket.Plugged)
        {
            Begin(socket, tag, parent);
            return;
        }
        socket.Reservation = socket.Reservation is { } reservation ? reservation with { Parent = parent ?? reservation.Parent } : null;
        await Task.Delay(Does("times-out-late") ? Seconds("ConnectionTimeOut") * 2 : Seconds("ConnectionTimeOut"), _time);
        if (socket.Authorization == authorization && socket.Authorized is not null && socket.Transaction is null) Forget(socket);
    }

    private void Forget(ModelConnector socket)
    {
        socket.Authorized = null;
        Tell(socket, Resting(socket));
    }

    private async void Begin(ModelConnector socket, string tag, string? parent = null)
    {
        var transaction = new ModelTransaction(tag) { Parent = parent };
        socket.Transaction = transaction;
        socket.Authorized = null;
        var reservation = socket.Reservation;
        socket.Reservation = null;
        var began = Now();
        var asked = Ask("StartTransaction", () =>
        {
            var payload = new JsonObject { ["connectorId"] = socket.Number, ["idTag"] = tag, ["meterStart"] = 1000, ["timestamp"] = began };
            if (reservation is not null) payload["reservationId"] = reservation.Id;
            return payload;
        });
        Sample(socket, transaction);
        Tell(socket, "Charging");
        var answer = await asked;
        transaction.Id = answer?["transactionId"]?.GetValue<int>() ?? -1;
        transaction.Parent ??= answer?["idTagInfo"]?["parentIdTag"]?.ToString();
        if (answer?["idTagInfo"]?["status"]?.ToString() is null or "Accepted")
        {
            if (Flag("AuthorizationCacheEnabled")) _cache.Add(tag);
            return;
        }
        _cache.Remove(tag);
        if (transaction.Ended) return;
        if (Flag("StopTransactionOnInvalidId") || Does("stops-for-invalid-tags")) End(socket, transaction, "DeAuthorized", "Finishing");
        else Tell(socket, "SuspendedEVSE");
    }

    private void End(ModelConnector socket, ModelTransaction transaction, string reason, string status, string? tag = null, bool tell = true)
    {
        transaction.Ended = true;
        socket.Transaction = null;
        socket.Profiles.RemoveAll(profile => profile["chargingProfilePurpose"]!.ToString() == "TxProfile");
        var ended = Now();
        _ = Ask("StopTransaction", () =>
        {
            var payload = new JsonObject { ["meterStop"] = 2000, ["timestamp"] = ended, ["transactionId"] = transaction.Id ?? -1, ["reason"] = reason };
            if (tag is not null) payload["idTag"] = tag;
            return payload;
        });
        if (tell) Tell(socket, status);
        else socket.Status = status;
    }

    private async void Sample(ModelConnector socket, ModelTransaction transaction)
    {
        var life = _life;
        while (life == _life && !transaction.Ended)
        {
            var interval = int.Parse(Value("MeterValueSampleInterval"));
            if (interval == 0) return;
            await Wait(Does("samples-slowly") ? interval + 3 : interval);
            if (life != _life || transaction.Ended) return;
            if (Does("loses-samples-offline") && _socket is null) continue;
            SendMeter(socket, transaction, "Sample.Periodic", "MeterValuesSampledData");
        }
    }

    private async void Align(int life)
    {
        while (life == _life)
        {
            var interval = int.Parse(Value("ClockAlignedDataInterval"));
            var shift = Does("aligns-beside-the-clock") ? 4 : 0;
            await Wait(interval == 0 ? 1 : interval - (_time.GetUtcNow().TimeOfDay.TotalSeconds % interval) + shift);
            if (life != _life || interval == 0) continue;
            foreach (var socket in Sockets.Where(socket => socket.Transaction is not null))
                SendMeter(socket, socket.Transaction, "Sample.Clock", "MeterValuesAlignedData");
        }
    }

    private void SendMeter(ModelConnector socket, ModelTransaction? transaction, string context, string measurands)
    {
        var taken = Now();
        var values = new JsonArray([.. Value(measurands).Split(',').Select(measurand => (JsonNode)new JsonObject
        {
            ["value"] = "1000",
            ["context"] = context,
            ["measurand"] = measurand,
        })]);
        _ = Ask("MeterValues", () =>
        {
            var payload = new JsonObject
            {
                ["connectorId"] = socket.Number,
                ["meterValue"] = new JsonArray(new JsonObject { ["timestamp"] = taken, ["sampledValue"] = values.DeepClone() }),
            };
            if (transaction?.Id is { } id) payload["transactionId"] = id;
            return payload;
        });
    }
}
