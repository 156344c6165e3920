using System.Text.Json;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight;

/// <summary>One line of a flight record. Which members there are follows from <see cref="Kind"/>; docs/flight-recorder.md has the table.</summary>
internal sealed record FlightLine
{
    /// <summary>The monotonic clock, in its own ticks; <see cref="FlightLife.Frequency"/> says how many a second.</summary>
    public long Mono { get; init; }

    /// <summary>The host's wall clock.</summary>
    public DateTimeOffset Wall { get; init; }

    public required FlightKind Kind { get; init; }

    /// <summary>Of a command and its outcome, of a timer, of a reader, or of the root a CSMS proved itself by; counts from 1.</summary>
    public int? Number { get; init; }

    public int? Connector { get; init; }

    /// <summary>When a timer was to fire, by the monotonic clock.</summary>
    public long? Due { get; init; }

    public string? Command { get; init; }

    public string? Outcome { get; init; }

    public bool? On { get; init; }

    /// <summary>mA per phase; of an offer without it: no limit.</summary>
    public int? Milliamperes { get; init; }

    public int? Phases { get; init; }

    public string? Text { get; init; }

    public HardwareEvent? Event { get; init; }

    public StationSnapshot? Snapshot { get; init; }

    public MeterReading? Meter { get; init; }

    /// <summary>A frame as OCPP-J 1.6 §4.2 has it.</summary>
    public RawJson? Frame { get; init; }

    public RawJson? Fact { get; init; }

    public RawJson? Memory { get; init; }

    public FlightLife? Life { get; init; }

    /// <summary>One line of JSON, without a line break.</summary>
    public string Write() => JsonSerializer.Serialize(this, FlightJson.Default.FlightLine);

    /// <exception cref="JsonException">It is not a line of a flight record.</exception>
    public static FlightLine Read(string text) =>
        JsonSerializer.Deserialize(text, FlightJson.Default.FlightLine) ?? throw new JsonException("The line is null.");
}
