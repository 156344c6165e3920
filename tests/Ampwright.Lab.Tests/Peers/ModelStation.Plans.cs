using System.Text.Json.Nodes;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>Reservations and charging profiles.</remarks>
internal sealed partial class ModelStation
{
    private const decimal OwnLimit = 32;

    private string Reserve(JsonObject asked)
    {
        if (!_options.HasReservation) return "Rejected";
        var number = asked["connectorId"]!.GetValue<int>();
        var candidates = number == 0 ? Sockets.ToList() : [_connectors[number]];
        if (candidates.Find(socket => socket.Status == "Available") is not { } socket)
        {
            var status = candidates[0].Status;
            return status is "Faulted" or "Unavailable" ? status : "Occupied";
        }
        var reservation = new ModelReservation(
            asked["reservationId"]!.GetValue<int>(), asked["idTag"]!.ToString(), asked["parentIdTag"]?.ToString());
        socket.Reservation = reservation;
        Later(() => Tell(socket, "Reserved"));
        Expire(socket, reservation.Id, asked["expiryDate"]!.GetValue<DateTimeOffset>());
        return "Accepted";
    }

    private async void Expire(ModelConnector socket, int id, DateTimeOffset at)
    {
        await Task.Delay(Does("lets-reservations-expire-early") ? TimeSpan.FromSeconds(5) : at - _time.GetUtcNow(), _time);
        if (socket.Reservation?.Id == id && !Does("never-lets-reservations-expire")) Release(socket);
    }

    private string Cancel(int id)
    {
        if (Sockets.FirstOrDefault(socket => socket.Reservation?.Id == id) is not { } socket) return Does("cancels-anything") ? "Accepted" : "Rejected";
        Later(() => Release(socket));
        return "Accepted";
    }

    private void Release(ModelConnector socket)
    {
        if (!Does("forgets-to-cancel")) socket.Reservation = null;
        Tell(socket, "Available");
    }

    private string SetProfile(int number, JsonObject profile)
    {
        if (profile["chargingProfilePurpose"]!.ToString() == "TxProfile"
            && (_connectors[number].Transaction is not { } transaction || profile["transactionId"]?.GetValue<int>() != transaction.Id)) return "Rejected";
        if (!Does("forgets-profiles")) _connectors[number].Profiles.Add((JsonObject)profile.DeepClone());
        return "Accepted";
    }

    private string ClearProfiles(JsonObject asked)
    {
        var cleared = 0;
        foreach (var connector in _connectors)
        {
            cleared += connector.Profiles.RemoveAll(profile => !Does("keeps-profiles")
                && (asked["id"] is null || Same(asked["id"], profile["chargingProfileId"]))
                && (asked["chargingProfilePurpose"] is null || Same(asked["chargingProfilePurpose"], profile["chargingProfilePurpose"]))
                && (asked["stackLevel"] is null || Same(asked["stackLevel"], profile["stackLevel"])));
        }
        return cleared > 0 || Does("keeps-profiles") ? "Accepted" : "Unknown";
    }

    private static bool Same(JsonNode? one, JsonNode? other) => one?.ToJsonString() == other?.ToJsonString();

    // Second by second, the plainest way there is.
    private JsonObject Composite(int number, int duration)
    {
        var start = _time.GetUtcNow();
        var periods = new JsonArray();
        decimal? last = null;
        for (var second = 0; second < duration; second++)
        {
            var at = start.AddSeconds(second);
            var transaction = Limit(_connectors[number].Profiles, "TxProfile", at);
            var usual = Limit(_connectors[number].Profiles.Concat(_connectors[0].Profiles), "TxDefaultProfile", at);
            var most = Limit(_connectors[0].Profiles, "ChargePointMaxProfile", at) ?? OwnLimit;
            var limit = Math.Min(Does("prefers-default-profiles") ? usual ?? transaction ?? OwnLimit : transaction ?? usual ?? OwnLimit, most);
            if (limit == last) continue;
            periods.Add(new JsonObject { ["startPeriod"] = second, ["limit"] = limit });
            last = limit;
        }
        return new JsonObject
        {
            ["status"] = "Accepted",
            ["connectorId"] = number,
            ["scheduleStart"] = Runs.Station.StationBench.Stamp(start),
            ["chargingSchedule"] = new JsonObject
            {
                ["duration"] = duration,
                ["chargingRateUnit"] = "A",
                ["chargingSchedulePeriod"] = periods,
            },
        };
    }

    private decimal? Limit(IEnumerable<JsonObject> profiles, string purpose, DateTimeOffset at)
    {
        var ranked = profiles.Where(profile => profile["chargingProfilePurpose"]!.ToString() == purpose);
        ranked = Does("stacks-upside-down")
            ? ranked.OrderBy(profile => profile["stackLevel"]!.GetValue<int>())
            : ranked.OrderByDescending(profile => profile["stackLevel"]!.GetValue<int>());
        foreach (var schedule in ranked.Select(profile => profile["chargingSchedule"]!))
        {
            var elapsed = (at - schedule["startSchedule"]!.GetValue<DateTimeOffset>()).TotalSeconds;
            if (elapsed < 0 || elapsed >= schedule["duration"]!.GetValue<int>()) continue;
            return schedule["chargingSchedulePeriod"]!.AsArray().Last(period => period!["startPeriod"]!.GetValue<int>() <= elapsed)!["limit"]!.GetValue<decimal>();
        }
        return null;
    }
}
