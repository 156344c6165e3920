using System.Buffers;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Bench.Protocol;

/// <summary>Decoding, validating and encoding again a MeterValues with 8 sampled values, against <see cref="JsonDocument"/> parsing the same bytes.</summary>
internal static class MeterValuesCost
{
    public const double Goal = 2.5;
    public const double Bar = 4;

    private static readonly byte[] Payload = Encoding.UTF8.GetBytes(
        """
        {"connectorId":1,"transactionId":170141,"meterValue":[{"timestamp":"2026-03-01T12:34:56.789Z","sampledValue":[
        {"value":"1234567","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","location":"Outlet","unit":"Wh"},
        {"value":"11040.0","context":"Sample.Periodic","measurand":"Power.Active.Import","location":"Outlet","unit":"W"},
        {"value":"16.01","context":"Sample.Periodic","measurand":"Current.Import","phase":"L1","location":"Outlet","unit":"A"},
        {"value":"15.98","context":"Sample.Periodic","measurand":"Current.Import","phase":"L2","location":"Outlet","unit":"A"},
        {"value":"16.00","context":"Sample.Periodic","measurand":"Current.Import","phase":"L3","location":"Outlet","unit":"A"},
        {"value":"230.1","context":"Sample.Periodic","measurand":"Voltage","phase":"L1-N","location":"Outlet","unit":"V"},
        {"value":"229.8","context":"Sample.Periodic","measurand":"Voltage","phase":"L2-N","location":"Outlet","unit":"V"},
        {"value":"230.4","context":"Sample.Periodic","measurand":"Voltage","phase":"L3-N","location":"Outlet","unit":"V"}]}]}
        """.ReplaceLineEndings(""));

    public static IEnumerable<Result> Measure()
    {
        using var strict = new Codec(ReadMode.Strict);
        using var tolerant = new Codec(ReadMode.Tolerant);
        var ratios = Rounds.RelativeToFirst(Parse, strict.Run, tolerant.Run);
        yield return new("MeterValues of 8, read strictly and written / JsonDocument.Parse", ratios[1], " x", Goal, Bar);
        yield return new("MeterValues of 8, read tolerantly and written / JsonDocument.Parse", ratios[2], " x", Goal, Bar);
    }

    private static void Parse()
    {
        using var document = JsonDocument.Parse(Payload);
    }

    private sealed class Codec(ReadMode mode) : IDisposable
    {
        private readonly PayloadShape _shape = Catalogue.MeterValues.Request;
        private readonly ArrayBufferWriter<byte> _buffer = new(4096);
        private readonly List<Finding> _findings = [];
        private readonly Utf8JsonWriter _writer = new(Stream.Null, PayloadJson.WriterOptions);

        public void Dispose() => _writer.Dispose();

        public void Run()
        {
            var read = _shape.Read(Payload, mode, _findings);
            _buffer.ResetWrittenCount();
            _writer.Reset(_buffer);
            _shape.Write(_writer, read);
            _writer.Flush();
            if (_buffer.WrittenCount != Payload.Length || _findings.Count > 0) throw new InvalidOperationException("What was written is not what was read.");
        }
    }
}
