using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Cases.Csms;

/// <summary>The reusable states of the test case document for a CSMS under test, and what the lab's station says in them.</summary>
internal static class CsmsSessions
{
    /// <summary>BootNotification, which must be accepted, and the statuses of all connectors and 0.</summary>
    /// <param name="doubtful">The case's text asks for an answer alone, or marks that it is to be accepted with a question mark.</param>
    /// <returns>The accepted interval in seconds.</returns>
    public static async Task<int> Boots(this CsmsRun s, Func<int, string>? status = null, bool doubtful = false)
    {
        var answer = await s.Send("BootNotification", new { chargePointVendor = "Ampwright", chargePointModel = "Lab Station", chargePointSerialNumber = "LAB-1" });
        if (doubtful) s.CheckDoubtful(answer.Status == "Accepted", "BootNotification accepted", $"it was {answer.Status}");
        else answer.MustBe("Accepted");
        for (var connector = 0; connector <= s.Settings.Connectors; connector++) await s.Tells(connector, status?.Invoke(connector) ?? "Available", "NoError");
        return answer.Frame.Number32("interval") ?? 0;
    }

    /// <summary>StatusNotification of the connector under test.</summary>
    public static Task Tells(this CsmsRun s, string status, string error = "NoError") => s.Tells(s.Connector, status, error);

    public static async Task Tells(this CsmsRun s, int connector, string status, string error) =>
        await s.Send("StatusNotification", new { connectorId = connector, errorCode = error, status, timestamp = s.Now() });

    /// <summary>
    /// The CSMS shows that the connector is Available, as the station told: it does not only say yes to it. For cases whose text asks for answers
    /// alone; where nobody can look, that is remarked.
    /// </summary>
    public static async Task KeepsStatus(this CsmsRun s)
    {
        try
        {
            await s.Shows(CsmsRecord.ConnectorStatus, s.Connector, ("status", "Available"));
        }
        catch (OperatorException unread)
        {
            s.Remark($"Whether the CSMS keeps what the station tells was not looked at: {unread.Message}");
        }
    }

    /// <summary>StatusNotification of every connector.</summary>
    public static async Task AllTell(this CsmsRun s, string status)
    {
        for (var connector = 1; connector <= s.Settings.Connectors; connector++) await s.Tells(connector, status, "NoError");
    }

    /// <summary>Authorize, which must be accepted.</summary>
    public static async Task<Answer> Authorizes(this CsmsRun s, string tag)
    {
        var answer = await s.Send("Authorize", new { idTag = tag });
        return answer.Must(TagStatus(answer) == "Accepted", "idTagInfo Accepted");
    }

    /// <summary>Authorize, which must be refused with this status.</summary>
    public static async Task IsRefused(this CsmsRun s, string tag, string status)
    {
        var answer = await s.Send("Authorize", new { idTag = tag });
        answer.Must(TagStatus(answer) == status, $"idTagInfo {status}");
    }

    public static string? TagStatus(Answer answer) => Member(answer, "status");

    public static string? Parent(Answer answer) => Member(answer, "parentIdTag");

    /// <summary>StartTransaction, which must be accepted and kept.</summary>
    /// <param name="ago">How many seconds ago it began.</param>
    public static async Task<int> Starts(this CsmsRun s, string tag, int? reservation = null, double ago = 0)
    {
        var request = new JsonObject { ["connectorId"] = s.Connector, ["idTag"] = tag, ["meterStart"] = 1000, ["timestamp"] = s.Now(-ago) };
        if (reservation is { } reserved) request["reservationId"] = reserved;
        var answer = await s.Send("StartTransaction", request);
        answer.Must(TagStatus(answer) == "Accepted", "idTagInfo Accepted");
        var id = answer.Frame.Number32("transactionId")!.Value;
        s.Running[id] = s.Connector;
        await s.Shows(CsmsRecord.Transaction, id, ("connectorId", $"{s.Connector}"), ("idTag", tag));
        return id;
    }

    /// <summary>StopTransaction, answered and kept.</summary>
    public static async Task Stops(this CsmsRun s, string reason, string? tag = null, double ago = 0)
    {
        var id = s.Transaction;
        var request = new JsonObject { ["transactionId"] = id, ["meterStop"] = 2000, ["timestamp"] = s.Now(-ago), ["reason"] = reason };
        if (tag is not null) request["idTag"] = tag;
        await s.Send("StopTransaction", request);
        s.Running.Remove(id);
        await s.Shows(CsmsRecord.Transaction, id, ("stopReason", reason));
    }

    /// <summary>Authorized, Preparing, StartTransaction, Charging.</summary>
    public static async Task Charging(this CsmsRun s)
    {
        await s.Authorizes(s.Tag);
        await s.Tells("Preparing");
        await s.Starts(s.Tag);
        await s.Tells("Charging");
    }

    /// <summary>The state Charging in the newest revision, nothing in the older.</summary>
    public static Task ChargingWhereNewest(this CsmsRun s) => s.Newest ? s.Charging() : Task.CompletedTask;

    /// <summary>The operator starts remotely with the valid tag.</summary>
    public static async Task RemoteStarted(this CsmsRun s) =>
        s.Has(await s.Commanded("RemoteStartTransaction", new { connectorId = s.Connector, idTag = s.Tag }), ("idTag", s.Tag));

    /// <summary>A command or its refusal was handled: the CSMS goes on answering.</summary>
    public static async Task StillAnswers(this CsmsRun s) => await s.Send("Heartbeat", new { });

    /// <summary>Notifications with these statuses, one after the other.</summary>
    public static async Task Notifies(this CsmsRun s, string action, params string[] statuses)
    {
        foreach (var status in statuses) await s.Send(action, new { status });
    }

    public static async Task Meters(this CsmsRun s) => await s.Send("MeterValues", new
    {
        connectorId = s.Connector,
        meterValue = new[] { new { timestamp = s.Now(), sampledValue = new[] { new { value = "1000", context = "Trigger" } } } },
    });

    public static Task<Frame> Triggers(this CsmsRun s, string message, int? connector = null) => connector is { } number
        ? s.Commanded("TriggerMessage", new { requestedMessage = message, connectorId = number })
        : s.Commanded("TriggerMessage", new { requestedMessage = message });

    /// <summary>SendLocalList with one tag.</summary>
    public static Task<Frame> ListSent(this CsmsRun s, int version, string type, string tag, string status) => s.Commanded(
        "SendLocalList",
        new { listVersion = version, updateType = type, localAuthorizationList = new[] { new { idTag = tag, idTagInfo = new { status = "Accepted" } } } },
        status);

    /// <summary>The CSMS shows that the station's list holds the tag.</summary>
    public static Task KeepsListed(this CsmsRun s, string tag) => s.Shows(CsmsRecord.LocalListEntry, tag, ("status", "Accepted"));

    /// <summary>Every entry of a list has an idTagInfo.</summary>
    public static void ListIsWhole(this CsmsRun s, Frame call)
    {
        var list = call.Member("localAuthorizationList");
        s.Check(
            list is { ValueKind: JsonValueKind.Array } entries && entries.GetArrayLength() > 0 && entries.EnumerateArray().All(entry => entry.TryGetProperty("idTagInfo", out _)),
            "a list whose entries have an idTagInfo",
            $"it is {list?.GetRawText() ?? "missing"}",
            call);
    }

    /// <summary>ReserveNow, answered with the status; connector and tag must be as asked.</summary>
    public static async Task<Frame> Reserves(this CsmsRun s, int connector, string status, double lasts = 600, string? parent = null)
    {
        var request = new JsonObject { ["connectorId"] = connector, ["expiryDate"] = s.Now(lasts), ["idTag"] = s.Tag, ["reservationId"] = s.NextReservation() };
        if (parent is not null) request["parentIdTag"] = parent;
        var call = await s.Commanded("ReserveNow", request, status);
        s.Has(call, ("connectorId", $"{connector}"), ("idTag", s.Tag));
        return call;
    }

    /// <summary>A reservation that the station has taken, and tells.</summary>
    /// <returns>Its id.</returns>
    public static async Task<int> Reserved(this CsmsRun s, string? parent = null)
    {
        var call = await s.Reserves(s.Connector, "Accepted", parent: parent);
        if (parent is not null) s.Has(call, ("parentIdTag", parent));
        await s.Tells("Reserved");
        await s.KeepsReservation(call);
        return call.Number32("reservationId")!.Value;
    }

    /// <summary>The CSMS shows a reservation that the station has taken.</summary>
    public static Task KeepsReservation(this CsmsRun s, Frame reserved) => s.Shows(CsmsRecord.Reservation, reserved.Number32("reservationId")!.Value);

    /// <summary>The CALL has these members.</summary>
    public static void Has(this CsmsRun s, Frame call, params (string Name, string Value)[] members)
    {
        foreach (var (name, value) in members) s.Check(call.Text(name) == value, $"{call.Action} with {name} {value}", $"it is {call.Text(name) ?? "missing"}", call);
    }

    /// <summary>The CALL has these members and no other.</summary>
    public static void HasOnly(this CsmsRun s, Frame call, params (string Name, string Value)[] members)
    {
        s.Has(call, members);
        var extra = call.Payload.EnumerateObject().Select(member => member.Name).Except(members.Select(member => member.Name)).ToList();
        s.Check(extra.Count == 0, $"{call.Action} with nothing else", $"it has {string.Join(", ", extra)} as well", call);
    }

    private static string? Member(Answer answer, string name) =>
        answer.Frame.Member("idTagInfo") is { ValueKind: JsonValueKind.Object } info && info.TryGetProperty(name, out var value) ? value.GetString() : null;
}
