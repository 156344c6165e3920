namespace Ampwright.Lab.Catalogue;

/// <summary>A clause of the standard that can be read in more than one way, and what the lab makes of it.</summary>
/// <param name="Row">Its number, by which runs name it.</param>
/// <param name="Readings">Those that are met in the field.</param>
/// <param name="Stance">What the lab does.</param>
internal sealed record Ambiguity(int Row, string Question, IReadOnlyList<string> Readings, string Stance)
{
    private const string Both = "every reading passes";

    /// <summary>All of them, by their numbers.</summary>
    public static IReadOnlyList<Ambiguity> All { get; } =
    [
        new(1, "BootNotification after a mere reconnect", ["not sent", "sent"], Both),
        new(2, "When a Pending station asks again", ["after the interval", "when triggered"], Both),
        new(3, "TxProfile without transactionId in SetChargingProfile", ["accepted for the running transaction", "rejected"], "no case asks"),
        new(4, "Which profile one of the same purpose and level replaces", ["that of its connector", "that of the station"], "per connector, by the numbers of the cases"),
        new(5, "Composite schedule of connector 0", ["the sum, capped", "the cap alone"], "no case asks for the sum"),
        new(6, "Absolute profile without startSchedule", ["taken as relative", "rejected"], "no case sends one"),
        new(7, "Stamp of clock-aligned meter values", ["the boundary", "the start of the interval"], Both),
        new(8, "From Preparing to Unavailable", ["direct", "by way of Available"], "every reading passes, a direct change is remarked"),
        new(9, "UnlockConnector with a transaction and no lock", ["the transaction goes on", "it is stopped"], Both),
        new(10, "RemoteStartTransaction while Finishing", ["accepted", "rejected"], Both),
        new(11, "Whether a CALL without an answer counts as an attempt", ["no", "yes"], "no case asks"),
        new(12, "Error code for a missing member", ["OccurenceConstraintViolation", "ProtocolError"], "no case sends one"),
        new(13, "Error code for a text that is too long", ["PropertyConstraintViolation", "TypeConstraintViolation"], "no case sends one"),
        new(14, "Messages before BootNotification was accepted", ["SecurityError", "a normal answer", "the connection is closed"], "a normal answer is expected, as the lab's station is known"),
        new(15, "Two connections of one identity", ["the newest counts", "the oldest counts"], "the lab takes the newest"),
        new(16, "Who may stop a transaction with another id tag", ["the same parent", "any accepted tag"], "the same parent, by TC_069_CS"),
        new(17, "Version after an empty full list", ["0", "the version sent"], "0, by TC_042_2_CS"),
        new(18, "A list with an id tag twice, or with too many", ["Failed", "CALLERROR"], "no case sends one"),
        new(19, "The password on the wire", ["its bytes", "its hexadecimal digits"], "its bytes"),
        new(20, "Where a certificate names the station", ["CN", "SAN"], "CN, by TC_086_CSMS and TC_087_CS"),
        new(21, "retries of a firmware update", ["further tries", "tries in all"], "no case counts"),
        new(22, "How a file is brought over HTTP", ["PUT", "POST"], Both),
        new(23, "GetConfiguration with more keys than allowed", ["a part is answered", "CALLERROR"], "no case asks"),
        new(24, "connectorId 0 in TriggerMessage", ["allowed", "forbidden"], "no case asks"),
        new(25, "TriggerMessage of an unknown message", ["NotImplemented", "CALLERROR"], "no case sends one; of one that is known and not implemented NotImplemented is asked, by TC_054_CS"),
        new(26, "ChangeAvailability of connector 0 while one charges", ["idle connectors at once", "all when it has ended"], "no case asks"),
        new(27, "A connection without a common subprotocol", ["refused", "taken without one, then closed"], Both),
    ];
}
