using System.Security.Cryptography;

namespace Ampwright.Station.Flight;

/// <summary>
/// Records everything that comes to a station's runtime from outside and everything it does, over all its lives, so that
/// <see cref="Replay.FlightReplay"/> can let it happen again. docs/flight-recorder.md has the form. Safe from any thread.
/// </summary>
public sealed class FlightRecorder : IDisposable
{
    /// <summary>Bytes of one file.</summary>
    public const int FileBytes = 2 * 1024 * 1024;

    /// <summary>Most files.</summary>
    public const int Files = 4;

    private readonly FlightRing? _ring;
    private readonly Action<FlightLine>? _sink;
    private readonly TimeProvider _time;
    private volatile bool _on = true;
    private volatile bool _missed;

    /// <param name="folder">Where the files are; nothing else is in it.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public FlightRecorder(string folder, TimeProvider time, int fileBytes = FileBytes, int files = Files) =>
        (_time, _ring, Secrets) = (time, new FlightRing(folder, time, fileBytes, files), new FlightSecrets(RandomNumberGenerator.GetBytes(32)));

    internal FlightRecorder(Action<FlightLine> sink, TimeProvider time, FlightSecrets? secrets = null) =>
        (_sink, _time, Secrets) = (sink, time, secrets ?? new FlightSecrets(RandomNumberGenerator.GetBytes(32)));

    internal FlightSecrets Secrets { get; }

    /// <summary>What the hardware is, in words, for the record: a board's address, or the parameters of a simulation.</summary>
    public string? Hardware { get; set; }

    /// <summary>While it is off nothing is recorded; what is recorded after that can be replayed from the next life on.</summary>
    public bool IsOn
    {
        get => _on;
        set
        {
            if (!value) _missed = true;
            _on = value;
        }
    }

    /// <summary>Puts down what somebody did to the hardware or its surroundings; for people, a replay does not need it.</summary>
    public void Act(string what) => Add(new FlightLine
    {
        Kind = FlightKind.Act,
        Mono = _time.GetTimestamp(),
        Wall = _time.GetUtcNow(),
        Text = FlightSecrets.Text(what),
    });

    /// <summary>The whole record, lines of JSON in UTF-8, oldest first.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] Read() => _ring?.Read() ?? [];

    /// <summary>The same of a recorder's folder, whoever recorded.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string folder) => FlightRing.Read(folder);

    public void Dispose() => _ring?.Dispose();

    internal static string Gap(long lines) => new FlightLine { Kind = FlightKind.Gap, Text = $"{lines} lines are missing: the disk refused them" }.Write();

    internal void Add(FlightLine line)
    {
        if (!_on) return;
        if (_missed)
        {
            _missed = false;
            Put(new FlightLine { Kind = FlightKind.Gap, Mono = line.Mono, Wall = line.Wall, Text = "the recorder was switched off" });
        }
        Put(line);
    }

    private void Put(FlightLine line)
    {
        _sink?.Invoke(line);
        _ring?.Add(line.Write());
    }
}
