using System.Text.Json;

namespace Ampwright.Ocpp.Payloads;

/// <summary>The structure of one JSON object of the standard: its fields in order, and how to read and write it.</summary>
public abstract class PayloadShape
{
    private protected PayloadShape(Type type)
    {
        Type = type;
    }

    /// <summary>The record this shape reads and writes.</summary>
    public Type Type { get; }

    public abstract IReadOnlyList<PayloadField> Fields { get; }

    /// <summary>Reads one payload: an object, or null for an empty one (OCPP-J 1.6 §4.2.1).</summary>
    /// <param name="json">The payload as UTF-8, one JSON value and nothing else.</param>
    /// <param name="mode">How deviations are met.</param>
    /// <param name="findings">Takes the deviations that tolerant reading survived.</param>
    /// <exception cref="Rpc.OcppViolationException">The payload breaks the standard; nothing else is ever thrown.</exception>
    public abstract object Read(ReadOnlySpan<byte> json, ReadMode mode, List<Finding>? findings = null);

    /// <summary>Writes the payload as an object; absent fields are left out.</summary>
    public abstract void Write(Utf8JsonWriter writer, object payload);

    /// <summary>Holds a payload of ours against its own rules.</summary>
    /// <exception cref="Rpc.OcppViolationException">It breaks one; code and path tell which.</exception>
    public void Check(object payload)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, PayloadJson.WriterOptions)) Write(writer, payload);
        Read(buffer.WrittenSpan, ReadMode.Strict);
    }

    internal abstract object ReadObject(ref PayloadReader reader);
}
