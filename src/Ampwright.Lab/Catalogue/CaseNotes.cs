namespace Ampwright.Lab.Catalogue;

/// <summary>What running the cases against systems of others has taught: verdicts that surprise, and who is right.</summary>
internal static class CaseNotes
{
    private static readonly Dictionary<string, string> Notes = new()
    {
        ["TC_011_1_CS"] = "The simulator of ocpp-ws-cli 1.1.12 starts a transaction as soon as it has accepted a remote start, with no cable in, and fails. Rightly: energy "
            + "cannot flow, and Preparing is the state of a connector that waits for the cable (OCPP 1.6 §4.9).",
        ["TC_013_CS"] = "The simulator of ocpp-ws-cli 1.1.12 accepts ChangeAvailability and is Available after the reset, and fails. Rightly: availability set by the CSMS lasts "
            + "over a reboot (OCPP 1.6 §5.2). A simulator that keeps nothing between two starts cannot pass it.",
        ["TC_017_1_CS"] = "A station that answers Unlocked whatever happens passes, as the simulator of ocpp-ws-cli 1.1.12 does: the text asks for the answer alone, and the wire "
            + "does not show whether a cable was set free. Look at the lock.",
        ["TC_019_CS"] = "The simulator of ocpp-ws-cli 1.1.12 knows no key before one has been set, and fails. Rightly: SupportedFeatureProfiles is a required key (OCPP 1.6 §9.1).",
        ["TC_027_CS"] = "The simulator of ocpp-ws-cli 1.1.12 accepts a remote start for connector 0, and fails. Rightly: the connector is greater than 0 where it is given.",
        ["TC_040_1_CS"] = "The simulator of ocpp-ws-cli 1.1.12 accepts any key, and fails. Rightly: a key that is not known is NotSupported (OCPP 1.6 §5.3).",
        ["TC_001_CSMS"] = "The example of ocpp-ts 0.3.0 accepts BootNotification and answers StatusNotification with CALLERROR NotImplemented. The lab does not begin with such a CSMS, "
            + "as no case could be judged: it ends with exit code 2 and that answer.",
        ["TC_010_CSMS"] = "The example of ocpp-eliftech 1.0.2 starts where a connector is Available and sends RemoteStopTransaction everywhere else, Preparing too, and fails. Rightly: "
            + "Preparing is a connector with its cable in that waits to be started (OCPP 1.6 §4.9).",
        ["TC_011_1_CSMS"] = "The example of ocpp-eliftech 1.0.2 sends the connector's number as idTag, whomever its operator starts for, and fails. Rightly: the idTag is whom the "
            + "station charges for (OCPP 1.6 §5.11). TC_026_CSMS passes all the same, as its text asks only that a refusal is taken.",
        ["TC_023_1_CSMS"] = "The example of ocpp-eliftech 1.0.2 accepts every tag, and fails here and with expired and blocked ones. Rightly: a tag that nobody "
            + "has made known is Invalid (OCPP 1.6 §7.2). An example that keeps no tags cannot pass it.",
        ["TC_037_1_CSMS"] = "The example of ocpp-eliftech 1.0.2 answers StartTransaction on a new connection with CALLERROR InternalError, and fails. Rightly: it wants a "
            + "BootNotification first; but that belongs to a boot, not to a connection (OCPP 1.6 §4.2, OCPP-J 1.6 §5.4).",
        ["TC_064_CSMS"] = "The example of ocpp-eliftech 1.0.2 answers with CALLERROR NotImplemented, whose details are null, and fails. Rightly twice: no status is answered, and "
            + "details that are not there are an empty object (OCPP-J 1.6 §4.2.3).",
    };

    /// <summary>Null where there is nothing to say.</summary>
    public static string? Of(string id) => Notes.GetValueOrDefault(id);
}
