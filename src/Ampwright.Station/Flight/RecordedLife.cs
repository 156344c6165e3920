using System.Buffers;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Product;

namespace Ampwright.Station.Flight;

/// <summary>
/// One life of a runtime under the recorder: its clock, its hardware and its network, each with the recorder in between.
/// <code>
///  outside ── settle ─► clock set ─► line ─► runtime ─► line ─► outside
/// </code>
/// Whatever comes from outside waits until everything that follows from the one before is done; so one line of the record after the other
/// is enough to let the life happen again. Belongs to the loop.
/// </summary>
internal sealed class RecordedLife
{
    /// <summary>2: timers count from when they are first set.</summary>
    public const int Format = 2;

    private readonly FlightRecorder _recorder;
    private readonly StationLoop _loop;
    private readonly RecordedTime _time;
    private readonly RecordedPort _port;
    private int _commands;

    public RecordedLife(FlightRecorder recorder, StationLoop loop, TimeProvider time, IStationPort port, INetwork network)
    {
        (_recorder, _loop) = (recorder, loop);
        _time = new RecordedTime(time, loop, this);
        _port = new RecordedPort(this, port);
        Network = new RecordedNetwork(this, network);
    }

    public RecordedTime Time => _time;

    public IStationPort Port => _port;

    public INetwork Network { get; }

    public StationLoop Loop => _loop;

    /// <summary>The whole record, for files the station makes.</summary>
    public byte[] Record() => _recorder.Read();

    /// <summary>The life begins: puts down what it is made of.</summary>
    public void Begin(ProductProfile product, StationOptions options, int boot, StationMemory memory)
    {
        var (host, remembered) = (_port.Host, memory.State);
        Write(new FlightLine
        {
            Kind = FlightKind.Life,
            Life = new FlightLife(
                Format, boot, _time.TimestampFrequency, product with { Configuration = _recorder.Secrets.Without(product.Configuration) },
                FlightOptions.Of(options), _port.Facts, [.. _port.Connectors.Select(one => one.Meter.Quantities.Order().ToList())], host.BootCause,
                _port.LastTrusted, host.Firmware?.Start, host.Firmware?.RunningDigest, _recorder.Hardware),
        });
        foreach (var part in StationMemory.Parts(_recorder.Secrets.Without(remembered)))
            Write(new FlightLine { Kind = FlightKind.Memory, Memory = Safe(JsonSerializer.Serialize(part, FactJson.Default.StatePart)) });
        if (remembered.Security.Certificates.Count > 0) Beside("the station has a client certificate, whose key is not in the record");
        memory.Recording += Remembers;
        memory.Refused += () => Beside("the disk refused a record");
    }

    /// <summary>The runtime is put together; all it does from here on it does on its loop.</summary>
    public void EnterLoop() => _time.Begin();

    /// <summary>Puts down something the runtime does.</summary>
    public void Write(FlightLine line) => _recorder.Add(line with { Mono = _time.Mono, Wall = _time.Wall });

    /// <summary>Puts down something that came from outside; the loop has settled, and its clock is set.</summary>
    public void Arrived(FlightLine line)
    {
        _time.Tick();
        Write(line);
    }

    /// <summary>From here on the record does not hold all that happens.</summary>
    public void Beside(string what) => Write(new FlightLine { Kind = FlightKind.Beside, Text = what });

    private void Remembers(Fact fact) =>
        Write(new FlightLine { Kind = FlightKind.Fact, Fact = Safe(JsonSerializer.Serialize(_recorder.Secrets.Without(fact), FactJson.Default.Fact)) });

    /// <summary>The same once the loop has settled.</summary>
    public async Task ArrivedAsync(FlightLine line)
    {
        await _loop.WhenSettled();
        Arrived(line);
    }

    /// <summary>A command to the hardware: it goes out at once, its outcome comes from outside.</summary>
    public async Task<T> CommandAsync<T>(FlightLine command, Func<ValueTask<T>> give, Func<T, FlightLine> tell)
    {
        var number = ++_commands;
        Write(command with { Number = number });
        var outcome = await give();
        await ArrivedAsync(tell(outcome) with { Number = number, Connector = command.Connector });
        return outcome;
    }

    /// <summary>A CALL of the CSMS has come.</summary>
    public void Received(InboundCall call) => Arrived(new FlightLine { Kind = FlightKind.Received, Frame = Call(call.MessageId, call.Action, call.Request) });

    /// <summary>It is answered.</summary>
    public void Answers(InboundCall call, object response) =>
        Write(new FlightLine { Kind = FlightKind.Sent, Frame = Result(call.MessageId, call.Action, response) });

    /// <summary>It is refused.</summary>
    public void Refuses(InboundCall call, CallRefusedException why) =>
        Write(new FlightLine { Kind = FlightKind.Sent, Frame = Error(call.MessageId, why.Code, why.Message) });

    /// <summary>The answer has left, or cannot leave any more.</summary>
    public void Left(string messageId) => Arrived(new FlightLine { Kind = FlightKind.Left, Text = messageId });

    /// <summary>A CALL as it goes into the record.</summary>
    public RawJson Call(string id, OcppAction action, object request) => Frame(to => FrameWriter.WriteCall(to, id, action, _recorder.Secrets.Without(request)));

    /// <summary>A CALLRESULT as it goes into the record.</summary>
    public RawJson Result(string id, OcppAction action, object response) =>
        Frame(to => FrameWriter.WriteResult(to, id, action, _recorder.Secrets.Without(response)));

    /// <summary>A CALLERROR as it goes into the record.</summary>
    public static RawJson Error(string id, OcppEnum<RpcErrorCode> code, string description) =>
        Frame(to => FrameWriter.WriteError(to, id, code, description));

    private static RawJson Frame(Action<IBufferWriter<byte>> write)
    {
        var frame = new ArrayBufferWriter<byte>(256);
        write(frame);
        return Safe(Encoding.UTF8.GetString(frame.WrittenSpan));
    }

    // A URL may stand anywhere. What is cut out of it must not take the line with it.
    private static RawJson Safe(string json)
    {
        var redacted = FlightSecrets.Text(json);
        if (ReferenceEquals(redacted, json) || redacted == json) return new RawJson(json);
        try
        {
            using var document = JsonDocument.Parse(redacted);
            return new RawJson(redacted);
        }
        catch (JsonException)
        {
            return new RawJson("\"not shown\"");
        }
    }
}
