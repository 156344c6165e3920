using Ampwright.Csms.Stations;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Commands;

/// <summary>What may not be sent to a station as its record stands. Asked when a command is given and again when it is sent; raw ones are not.</summary>
internal static class CommandRules
{
    /// <returns>Why it may not be sent and what to do; null when it may.</returns>
    public static CommandInvalidException? Refusal(StationRecord station, CommandKind kind, object request)
    {
        if (station.BootPolicy == BootPolicy.Rejected)
            return Conflict("station-not-accepted", $"Station '{station.Identity}' is rejected: it answers nothing. Accept it first.");
        // OCPP 1.6 ed. 2 §4.2.1
        if (station.BootPolicy == BootPolicy.Pending && kind.NeedsAccepted)
            return Conflict("station-not-accepted", $"Station '{station.Identity}' is pending: {kind.Action.Name} is allowed once it is accepted.");
        // Errata v4.0 3.40. A station that was told Pending holds itself for that until it boots again, whatever its record says since.
        if (station.BootPolicy == BootPolicy.Accepted && station.Registration is null or BootPolicy.Accepted && AsksForBoot(request))
        {
            return Conflict("boot-not-triggered",
                $"Station '{station.Identity}' is accepted: the standard forbids asking it for a BootNotification. Reset it, or send it as a raw command.");
        }
        return null;
    }

    private static bool AsksForBoot(object request) => request switch
    {
        TriggerMessageRequest trigger => trigger.RequestedMessage.Is(MessageTrigger.BootNotification),
        ExtendedTriggerMessageRequest trigger => trigger.RequestedMessage.Is(ExtendedMessageTrigger.BootNotification),
        _ => false,
    };

    private static CommandInvalidException Conflict(string code, string text) => new("", text, code);
}
