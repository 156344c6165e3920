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
    };

    /// <summary>Null where there is nothing to say.</summary>
    public static string? Of(string id) => Notes.GetValueOrDefault(id);
}
