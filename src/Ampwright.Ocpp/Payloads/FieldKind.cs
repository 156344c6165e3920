namespace Ampwright.Ocpp.Payloads;

/// <summary>What a field of a payload holds.</summary>
public enum FieldKind
{
    Text,
    Uri,
    Integer,
    Decimal,
    Boolean,
    Time,
    Enum,
    Object,
    ObjectList,
    TextList,
}
