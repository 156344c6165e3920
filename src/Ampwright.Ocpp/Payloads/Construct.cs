namespace Ampwright.Ocpp.Payloads;

/// <summary>Makes the record of its fields' values.</summary>
internal delegate T Construct<out T>(FieldValues values);
