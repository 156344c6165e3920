namespace Ampwright.Station.Flight;

/// <summary>What a line of a flight record tells.</summary>
internal enum FlightKind
{
    /// <summary>A life of the runtime begins; everything it is made of.</summary>
    Life,

    /// <summary>A part of what it remembered when it began.</summary>
    Memory,

    /// <summary>The state of the hardware, read.</summary>
    Snapshot,

    /// <summary>A meter, read.</summary>
    Meter,

    /// <summary>Whether the host's clock can be trusted has changed.</summary>
    ClockTrusted,

    /// <summary>The hardware tells news.</summary>
    Event,

    /// <summary>The station tells the hardware to do something.</summary>
    Command,

    /// <summary>What became of a command.</summary>
    Outcome,

    /// <summary>A timer fires.</summary>
    Timer,

    /// <summary>The station dials.</summary>
    Dial,

    /// <summary>The connection is open.</summary>
    Connected,

    /// <summary>It could not be opened.</summary>
    NotConnected,

    /// <summary>It has ended.</summary>
    Disconnected,

    /// <summary>The station closes it.</summary>
    Close,

    /// <summary>It is closed.</summary>
    Closed,

    /// <summary>The station drops it.</summary>
    Abort,

    /// <summary>A frame of the station.</summary>
    Sent,

    /// <summary>A frame of the CSMS.</summary>
    Received,

    /// <summary>A CALL of the station gets no answer it could use.</summary>
    NoAnswer,

    /// <summary>Something came that no CSMS should send.</summary>
    Suspicion,

    /// <summary>An answer of the station has left.</summary>
    Left,

    /// <summary>Something the station will remember.</summary>
    Fact,

    /// <summary>Somebody limits a connector at the station itself.</summary>
    Limit,

    /// <summary>Somebody wants the station to dial now.</summary>
    DialNow,

    /// <summary>Somebody wants the runtime to end.</summary>
    Stop,

    /// <summary>The runtime failed.</summary>
    Failed,

    /// <summary>The life is over.</summary>
    End,

    /// <summary>Something happens that is not in the record, so nothing after it can be replayed.</summary>
    Beside,

    /// <summary>Lines are missing.</summary>
    Gap,

    /// <summary>What somebody did to the hardware or its surroundings; for people, the hardware tells what came of it.</summary>
    Act,
}
