namespace Ampwright.Csms.Connections;

/// <summary>How stations are connected; never changes while the program runs.</summary>
internal sealed record ConnectionOptions
{
    /// <summary>
    /// A station that offers no subprotocol of ours: finish the handshake without the header and close at once, as OCPP-J 1.6 §3.2 has it.
    /// Off: HTTP 400, as test case TC_088_CSMS wants it.
    /// </summary>
    public bool UpgradesWithoutSubprotocol { get; init; }

    /// <summary>How often a quiet station is pinged.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Silence after which a station that is pinged is taken for dead.</summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often silence is looked at.</summary>
    public TimeSpan SilenceCheck { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest message of a station that is not accepted yet.</summary>
    public int BytesBeforeAccepted { get; init; } = 64 << 10;

    /// <summary>Longest message of an accepted station: transactionData of a long session exceeds 1 MiB.</summary>
    public int BytesOnceAccepted { get; init; } = 8 << 20;

    /// <summary>Wrong credentials for one identity from one source that are looked at within a minute.</summary>
    public int FailuresPerMinute { get; init; } = 10;

    /// <summary>Wrong credentials from one source that are looked at within a minute; stations that came in from there before are not held back.</summary>
    public int FailuresPerSourcePerMinute { get; init; } = 300;

    /// <summary>TLS handshakes of one source that may fail within a minute before it is served a few at a time.</summary>
    public int FailedHandshakesPerMinute { get; init; } = 60;

    /// <summary>Connections of one source that have not come to a request yet.</summary>
    public int UnfinishedPerSource { get; init; } = 500;

    /// <summary>The same for a source whose handshakes fail.</summary>
    public int UnfinishedPerFailingSource { get; init; } = 8;

    /// <summary>How long a connection may take to its first request, the TLS handshake included.</summary>
    public TimeSpan FirstRequestPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The operator's name: O of stations' certificates.</summary>
    public string Organisation { get; init; } = TransportSecurity.TlsSettings.DefaultOrganisation;

    /// <summary>Where stations reach this program by HTTP; null: as each station itself connected.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Least time between two takeovers of one station: two that fight for it must not wear the CSMS out.</summary>
    public TimeSpan TakeoverPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A station that has not sent a CALL after this time is sent commands all the same (digest trap 10).</summary>
    public TimeSpan FirstCallPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages that a station may send in the long run; more are answered later.</summary>
    public double MessagesPerSecond { get; init; } = 100;

    public int MessagesAtOnce { get; init; } = 1000;

    /// <summary>The same for StartTransaction, StopTransaction and MeterValues.</summary>
    public double TransactionMessagesPerSecond { get; init; } = 500;

    public int TransactionMessagesAtOnce { get; init; } = 5000;

    /// <summary>Pings and pongs that a station may send; one that sends more is closed. A station pings every few seconds, if at all.</summary>
    public double ControlFramesPerSecond { get; init; } = 10;

    public int ControlFramesAtOnce { get; init; } = 100;

    /// <summary>Frames of messages, whole or in fragments, that are read in the long run; more are read later.</summary>
    public double DataFramesPerSecond { get; init; } = 2000;

    public int DataFramesAtOnce { get; init; } = 20_000;

    /// <summary>Fragments that one message may come in: 8 MiB in pieces of 1 KiB.</summary>
    public int FragmentsOfMessage { get; init; } = 8192;

    /// <summary>Memory that the messages received and not yet answered of all connections together may hold.</summary>
    public long BytesOfAllConnections { get; init; } = 256 << 20;

    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
