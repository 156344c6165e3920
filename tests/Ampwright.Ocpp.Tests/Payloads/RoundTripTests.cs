using System.Collections;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Tests.Payloads;

public sealed class RoundTripTests
{
    private const int PerPayload = 300;

    public static TheoryData<string> Payloads => Payload.Names;

    [Theory]
    [MemberData(nameof(Payloads))]
    public void What_is_written_of_a_payload_is_read_as_the_same_payload(string name)
    {
        var shape = Payload.Find(name).Shape;
        var random = new Random(1);
        for (var i = 0; i < PerPayload; i++)
        {
            var first = shape.Read(Encoding.UTF8.GetBytes(Instances.Random(shape, random).ToString()), ReadMode.Strict);
            var written = PayloadJson.ToUtf8(shape, first);
            var second = shape.Read(written, ReadMode.Strict);
            AssertSame(first, second, name);
            Assert.Equal(written, PayloadJson.ToUtf8(shape, second));
            shape.Check(first);
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_value_that_was_sent_is_written_again_under_its_own_name(string name)
    {
        var shape = Payload.Find(name).Shape;
        var random = new Random(2);
        for (var i = 0; i < PerPayload; i++)
        {
            var sent = Instances.Random(shape, random).ToString();
            var written = PayloadJson.ToText(shape, shape.Read(Encoding.UTF8.GetBytes(sent), ReadMode.Strict));

            // Celsius is understood and Celcius is sent (OCPP-J errata 2025-04 2.1).
            using var before = JsonDocument.Parse(sent.Replace("\"unit\":\"Celsius\"", "\"unit\":\"Celcius\"", StringComparison.Ordinal));
            using var after = JsonDocument.Parse(written);
            Assert.True(JsonElement.DeepEquals(before.RootElement, after.RootElement), $"{sent}\n{written}");
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Null_is_an_empty_payload_and_refused_where_a_field_is_required(string name)
    {
        var shape = Payload.Find(name).Shape;
        if (!shape.Fields.Any(field => field.Required))
        {
            Assert.Equal("{}", PayloadJson.ToText(shape, shape.Read("null"u8, ReadMode.Strict)));
            return;
        }

        var violation = Assert.Throws<OcppViolationException>(() => shape.Read("null"u8, ReadMode.Tolerant));
        Assert.Equal(RpcErrorCode.OccurenceConstraintViolation, violation.Code);
    }

    private static void AssertSame(object? first, object? second, string path)
    {
        if (first is IEnumerable list and not string)
        {
            var one = list.Cast<object>().ToList();
            var other = ((IEnumerable)second!).Cast<object>().ToList();
            Assert.True(one.Count == other.Count, path);
            for (var i = 0; i < one.Count; i++) AssertSame(one[i], other[i], $"{path}[{i}]");
        }
        else if (first?.GetType() is { IsClass: true } type && type != typeof(string))
        {
            foreach (var property in type.GetProperties()) AssertSame(property.GetValue(first), property.GetValue(second), $"{path}.{property.Name}");
        }
        else
        {
            Assert.True(Equals(first, second), $"{path}: {first} and {second}");
        }
    }
}
