namespace Ampwright.Ocpp.Payloads;

/// <summary>One field's value on its way from the JSON text into a record. Which part holds it depends on the field's kind.</summary>
internal struct Slot
{
    public bool Present;
    public object? Reference;
    public long Integer;
    public decimal Number;
    public OcppTime Time;
}
