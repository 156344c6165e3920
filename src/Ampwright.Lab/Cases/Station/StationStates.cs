using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station;

/// <summary>The reusable and the memory states of the test case document, for a station under test.</summary>
internal static class StationStates
{
    /// <summary>One key's entry, asked for; null where the station does not know it.</summary>
    public static async Task<(string Value, bool ReadOnly)?> Key(this StationRun s, string key)
    {
        var answer = (await s.Call("GetConfiguration", new { key = new[] { key } })).Must(true, $"the value of {key}");
        return Entries(answer).TryGetValue(key, out var entry) ? entry : null;
    }

    public static Dictionary<string, (string Value, bool ReadOnly)> Entries(Answer answer) =>
        answer.Frame.Member("configurationKey") is { } entries
            ? entries.EnumerateArray().ToDictionary(
                entry => entry.GetProperty("key").GetString()!,
                entry => (entry.TryGetProperty("value", out var value) ? value.GetString() ?? "" : "", entry.GetProperty("readonly").GetBoolean()))
            : [];

    /// <summary>Sets a key that must be there and take the value; it is set back after the case.</summary>
    public static async Task Set(this StationRun s, string key, object value)
    {
        var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
        text = value is bool ? text.ToLowerInvariant() : text;
        if (await s.Key(key) is { } before)
        {
            if (before.Value.Equals(text, StringComparison.OrdinalIgnoreCase)) return;
            s.Changed.TryAdd(key, before.Value);
        }
        var answer = (await s.Call("ChangeConfiguration", new { key, value = text })).MustBe("Accepted", "RebootRequired");
        if (answer.Status == "RebootRequired") return;
        // Right on the wire is not enough.
        var now = await s.Key(key);
        s.Check(text.Equals(now?.Value, StringComparison.OrdinalIgnoreCase), $"{key} {text} after it was set", $"it is {now?.Value ?? "unknown"}");
    }

    /// <summary>Sets a key where the station has it and lets it be set.</summary>
    public static async Task SetIfThere(this StationRun s, string key, object value)
    {
        if (await s.Key(key) is { ReadOnly: false }) await s.Set(key, value);
    }

    /// <summary>Whether the station asks for tags of remote starts.</summary>
    public static async Task<bool> AsksForRemoteTags(this StationRun s) =>
        string.Equals((await s.Key("AuthorizeRemoteTxRequests"))?.Value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Presents the tag: Authorize is accepted, and the connector is Preparing unless it was already.</summary>
    public static async Task Authorized(this StationRun s, string? tag = null)
    {
        await s.Present(tag ?? s.Tag);
        await s.Expect(s.StatusOf(s.Connector) == "Preparing"
            ? [Authorize(tag ?? s.Tag)]
            : [Authorize(tag ?? s.Tag), Status(s.Connector, "Preparing")]);
    }

    /// <summary>Cable in, remote start, StartTransaction and Charging.</summary>
    /// <param name="authorizeOptional">The station may know the tag already, as in a reservation.</param>
    public static async Task<Frame> Charging(this StationRun s, string? tag = null, JsonObject? profile = null, bool authorizeOptional = false)
    {
        tag ??= s.Tag;
        var asks = await s.AsksForRemoteTags();
        var reserved = s.StatusOf(s.Connector) == "Reserved";
        await s.Plug();
        if (!reserved && s.StatusOf(s.Connector) != "Preparing") await s.Expect(Status(s.Connector, "Preparing"));
        var asked = s.Time.GetTimestamp();
        await s.RemoteStart(tag, profile);
        if (reserved) s.Tolerate(Status(s.Connector, "Preparing"));
        if (authorizeOptional) s.Tolerate(Authorize(tag));
        else if (asks) await s.Expect(Authorize(tag));
        var start = await s.BeginsCharging(tag);
        s.Figures.Add(Figures.RemoteStart, s.SinceTimestamp(asked, start));
        return start;
    }

    /// <summary>RemoteStartTransaction on the connector under test, which must be accepted.</summary>
    public static async Task RemoteStart(this StationRun s, string tag, JsonObject? profile = null)
    {
        var request = new JsonObject { ["connectorId"] = s.Connector, ["idTag"] = tag };
        if (profile is not null) request["chargingProfile"] = profile.DeepClone();
        (await s.Call("RemoteStartTransaction", request)).MustBe("Accepted");
    }

    /// <summary>The same where the case's text marks it with a question mark.</summary>
    /// <returns>Whether it was accepted.</returns>
    public static async Task<bool> RemoteStartDoubtful(this StationRun s, string tag)
    {
        var answer = await s.Call("RemoteStartTransaction", new { connectorId = s.Connector, idTag = tag });
        s.CheckDoubtful(answer.Status == "Accepted", "RemoteStartTransaction accepted", $"it was {answer.Status ?? answer.Frame.ErrorCode}");
        return answer.Status == "Accepted";
    }

    /// <summary>The station answers what it is asked: for one key with the key, as one that it knows or not.</summary>
    public static async Task StillAnswers(this StationRun s)
    {
        const string key = "HeartbeatInterval";
        var answer = (await s.Call("GetConfiguration", new { key = (string[])[key] })).Must(true, "an answer to GetConfiguration");
        var unknown = answer.Frame.Member("unknownKey") is { ValueKind: JsonValueKind.Array } keys && keys.EnumerateArray().Any(one => one.GetString() == key);
        answer.Must(unknown || Entries(answer).ContainsKey(key), $"{key} in configurationKey or in unknownKey");
    }

    /// <summary>StartTransaction and Charging, in any order.</summary>
    public static async Task<Frame> BeginsCharging(this StationRun s, string tag) =>
        (await s.Expect([Start(s.Connector, tag), Status(s.Connector, "Charging")])).First(call => call.Action == "StartTransaction");

    /// <summary>RemoteStopTransaction of the running transaction, then StopTransaction and Finishing in any order.</summary>
    public static async Task StoppedRemotely(this StationRun s, params string[] after)
    {
        var transaction = s.Transaction;
        var asked = s.Time.GetTimestamp();
        (await s.Call("RemoteStopTransaction", new { transactionId = transaction })).MustBe("Accepted");
        var came = await s.Expect([Stop(transaction, "Remote"), Status(s.Connector, after.Length > 0 ? after : ["Finishing"])]);
        s.Figures.Add(Figures.RemoteStop, s.SinceTimestamp(asked, came.First(call => call.Action == "StopTransaction")));
    }

    /// <summary>The station has booted: BootNotification, accepted, then the statuses of all connectors and 0.</summary>
    public static async Task Booted(this StationRun s, Func<int, string[]>? statuses = null)
    {
        await s.Expect(Boot(), s.Settings.LongTimeout);
        await s.Expect(AllStatuses(s, statuses ?? (_ => ["Available"])), s.Settings.LongTimeout);
    }

    /// <summary>One StatusNotification for each connector and 0, with these statuses.</summary>
    public static IReadOnlyList<Expected> AllStatuses(StationRun s, Func<int, string[]> statuses) =>
        [.. Enumerable.Range(0, s.Settings.Connectors + 1).Select(connector => NextStatus(connector, statuses(connector)))];

    /// <summary>ChangeAvailability, accepted, and the status that follows.</summary>
    public static async Task Availability(this StationRun s, int connector, string type, string status)
    {
        var answer = (await s.Call("ChangeAvailability", new { connectorId = connector, type })).MustBe("Accepted");
        if (connector == 0)
        {
            await s.Expect(AllStatuses(s, _ => [status]));
            return;
        }
        s.Figures.Add(Figures.Triggered, (await s.Expect(NextStatus(connector, status))).At - answer.Frame.At);
    }

    /// <summary>
    /// The connectors not under test are out of service, so that a card can only mean the one under test. Also where a text wants them occupied
    /// (TC_068, TC_069): with a cable in them alone a card would start them.
    /// </summary>
    public static async Task OthersUnavailable(this StationRun s)
    {
        foreach (var other in s.OtherConnectors) await s.Availability(other, "Inoperative", "Unavailable");
    }

    /// <summary>TriggerMessage, accepted, and what it triggers.</summary>
    public static async Task Triggered(this StationRun s, string message, Expected expected, int? connector = null)
    {
        var answer = connector is { } number
            ? await s.Call("TriggerMessage", new { requestedMessage = message, connectorId = number })
            : await s.Call("TriggerMessage", new { requestedMessage = message });
        answer.MustBe("Accepted");
        s.Figures.Add(Figures.Triggered, (await s.Expect(expected)).At - answer.Frame.At);
    }
}
