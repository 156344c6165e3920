using System.Text;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Ampwright.Ocpp.Tests.Payloads;
using Ampwright.TestKit;

namespace Ampwright.Ocpp.Tests.Rpc;

/// <summary>No sequence of bytes makes a reader throw anything but its own violation. The seed and the frame are in the message when one does.</summary>
public sealed class MutatedFrameTests
{
    private const int Frames = 1_000_000;
    private const int Runs = 16;
    private const int Seed = 20260301;

    [Fact]
    public void A_million_mutated_frames_make_no_reader_throw_anything_but_a_violation()
    {
        var frames = Originals();
        var tally = new Tally();
        Parallel.For(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run => Run(run, frames, tally));

        // The test would prove little if hardly any frame came as far as a reader of payloads, or all of them failed alike.
        Assert.Equal(Frames, tally.Frames);
        Assert.True(tally.Payloads > Frames / 4, $"only {tally.Payloads} payloads were tried");
        Assert.True(tally.Read > Frames / 10, $"only {tally.Read} payloads were read");
        Assert.True(tally.Refused > Frames / 10, $"only {tally.Refused} payloads were refused");
    }

    private static void Run(int run, List<Original> frames, Tally tally)
    {
        var random = new Random(Seed + run);
        var mutator = new FrameMutator(random, [.. frames.Select(original => original.Bytes)]);
        for (var i = 0; i < Frames / Runs; i++)
        {
            var original = frames[random.Next(frames.Count)];
            // Every other time only the payload is broken, so that more of what is wrong with it is met.
            var whole = i % 2 == 0;
            var bytes = mutator.Mutate(whole ? original.Bytes : original.Json);
            try
            {
                Interlocked.Increment(ref tally.Frames);
                if (whole) TryFrame(bytes, original, tally);
                else TryPayload(original.Payload.Shape, bytes, tally);
            }
            catch (Exception other) when (other is not OcppViolationException)
            {
                Assert.Fail($"seed {Seed + run}, frame {i}: {other}\n{Encoding.Latin1.GetString(bytes)}");
            }
        }
    }

    private static void TryFrame(ReadOnlySpan<byte> bytes, Original original, Tally tally)
    {
        var frame = FrameReader.Read(bytes);
        if (frame.PayloadLength == 0) return;
        var payload = bytes.Slice(frame.PayloadStart, frame.PayloadLength);
        var shape = frame.Kind == FrameKind.CallResult ? original.Payload.Action.Response : (frame.Action ?? original.Payload.Action).Request;
        TryPayload(shape, payload, tally);
    }

    private static void TryPayload(PayloadShape shape, ReadOnlySpan<byte> payload, Tally tally)
    {
        Interlocked.Increment(ref tally.Payloads);
        TryRead(shape, payload, ReadMode.Strict, tally);
        if (TryRead(shape, payload, ReadMode.Tolerant, tally) is not { } read) return;

        // What was read can be written, and is read again.
        TryRead(shape, PayloadJson.ToUtf8(shape, read), ReadMode.Tolerant, tally);
    }

    private static object? TryRead(PayloadShape shape, ReadOnlySpan<byte> payload, ReadMode mode, Tally tally)
    {
        try
        {
            var read = shape.Read(payload, mode, []);
            Interlocked.Increment(ref tally.Read);
            return read;
        }
        catch (OcppViolationException)
        {
            Interlocked.Increment(ref tally.Refused);
            return null;
        }
    }

    private static List<Original> Originals()
    {
        var random = new Random(Seed);
        var frames = new List<Original>();
        foreach (var payload in Payload.All)
        {
            frames.Add(Of(payload, Instances.Full(payload.Shape)));
            for (var i = 0; i < 8; i++) frames.Add(Of(payload, Instances.Random(payload.Shape, random)));
        }

        foreach (var text in new[] { "[4,\"17\",\"GenericError\",\"\",{}]", "[4,\"17\",\"OccurrenceConstraintViolation\",\"\\u00e4\",{\"a\":[1]}]", "[3,\"17\",null]", "[9,\"17\",{}]" })
            frames.Add(new(Payload.All[0], Encoding.UTF8.GetBytes(text), "null"u8.ToArray()));
        return frames;

        static Original Of(Payload payload, JsonNode json) => new(
            payload,
            Encoding.UTF8.GetBytes(payload.IsRequest ? $"[2,\"19223201\",\"{payload.Action.Name}\",{json}]" : $"[3,\"19223201\",{json}]"),
            Encoding.UTF8.GetBytes(json.ToString()));
    }

    private sealed record Original(Payload Payload, byte[] Bytes, byte[] Json);

    private sealed class Tally
    {
        public int Frames;
        public int Payloads;
        public int Read;
        public int Refused;
    }
}
