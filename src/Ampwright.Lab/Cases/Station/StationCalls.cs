using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Cases.Station;

/// <summary>The CALLs that cases wait for from a station, named as the cases' texts name them.</summary>
internal static class StationCalls
{
    public static Expected Boot() => Expected.Any("BootNotification");

    public static Expected Heartbeat() => Expected.Any("Heartbeat");

    public static Expected Authorize() => Expected.Any("Authorize");

    public static Expected Authorize(string tag) => Expected.Any("Authorize").With("idTag", tag);

    /// <summary>A StatusNotification of the connector with one of the statuses; others are passed over with a remark.</summary>
    public static Expected Status(int connector, params string[] statuses) => new(
        $"StatusNotification connector {connector} {string.Join(" or ", statuses)}",
        "StatusNotification",
        call => call.Number32("connectorId") == connector && statuses.Contains(call.Text("status")),
        _ => null);

    /// <summary>The next StatusNotification of the connector, which must have one of the statuses.</summary>
    public static Expected NextStatus(int connector, params string[] statuses) => new(
        $"StatusNotification connector {connector} {string.Join(" or ", statuses)}",
        "StatusNotification",
        call => call.Number32("connectorId") == connector,
        call => statuses.Contains(call.Text("status")) ? null : $"its status is {call.Text("status")}");

    public static Expected Start(int connector, string tag) => new Expected(
        $"StartTransaction connector {connector}", "StartTransaction", _ => true,
        call => call.Number32("connectorId") == connector ? null : $"connectorId is {call.Text("connectorId")}").With("idTag", tag);

    /// <summary>The next StatusNotification of the connector, whatever it says.</summary>
    public static Expected AnyStatus(int connector) => new(
        $"StatusNotification connector {connector}", "StatusNotification", call => call.Number32("connectorId") == connector, _ => null);

    /// <summary>Something that the case's text, with a question mark, does not expect.</summary>
    public static Expected DoubtfullyNo(string action, string why) =>
        new($"no {action}", action, _ => true, _ => $"{action} came although {why}") { Doubtful = true };

    /// <summary>The StopTransaction of that transaction.</summary>
    /// <param name="reason">Local may also be left out (OCPP 1.6 ed. 2 §6.49).</param>
    public static Expected Stop(int transaction, string? reason = null) => new(
        reason is null ? "StopTransaction" : $"StopTransaction reason {reason}",
        "StopTransaction",
        _ => true,
        call => call.Number32("transactionId") != transaction ? $"transactionId is {call.Text("transactionId")}, not {transaction}"
            : reason is null || call.Text("reason") == reason || (reason == "Local" && call.Text("reason") is null) ? null
            : $"reason is {call.Text("reason") ?? "missing"}, not {reason}");

    public static Expected Firmware(params string[] statuses) => Told("FirmwareStatusNotification", statuses);

    public static Expected SignedFirmware(params string[] statuses) => Told("SignedFirmwareStatusNotification", statuses);

    public static Expected Diagnostics(params string[] statuses) => Told("DiagnosticsStatusNotification", statuses);

    public static Expected Log(params string[] statuses) => Told("LogStatusNotification", statuses);

    public static Expected Event(string type) => new(
        $"SecurityEventNotification {type}", "SecurityEventNotification", call => call.Text("type") == type, _ => null);

    public static Expected Meter(int connector) => new(
        $"MeterValues connector {connector}", "MeterValues", call => call.Number32("connectorId") == connector, _ => null);

    private static Expected Told(string action, string[] statuses) => new(
        $"{action} {string.Join(" or ", statuses)}", action, call => statuses.Contains(call.Text("status")), _ => null);
}
