using System.Text.Json;

namespace Ampwright.Ocpp.Payloads;

/// <summary>A field of the record <typeparamref name="T"/>.</summary>
internal abstract class PayloadField<T>(string name, bool required) : PayloadField(name, required)
{
    /// <summary>Writes name and value, or nothing for an absent value: null is never sent.</summary>
    public abstract void Write(Utf8JsonWriter writer, T payload);
}
