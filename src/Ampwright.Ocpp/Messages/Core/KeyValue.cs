using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>One configuration key of a station. OCPP 1.6 ed. 2 §7.29.</summary>
public sealed record KeyValue
{
    /// <summary>At most 50 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Whether ChangeConfiguration would be refused.</summary>
    public required bool Readonly { get; init; }

    /// <summary>The value as text; absent where the key has none or must not be read. At most 500 characters.</summary>
    public string? Value { get; init; }

    internal static readonly PayloadShape<KeyValue> Shape = new PayloadShape<KeyValue>()
        .Text("key", payload => payload.Key, max: 50)
        .Boolean("readonly", payload => payload.Readonly)
        .OptionalText("value", payload => payload.Value, max: 500)
        .Reads(values => new()
        {
            Key = values.Text(0),
            Readonly = values.Boolean(1),
            Value = values.OptionalText(2),
        });
}
