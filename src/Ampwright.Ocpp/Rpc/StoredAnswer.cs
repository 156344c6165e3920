namespace Ampwright.Ocpp.Rpc;

/// <summary>An answer kept from an earlier, identical CALL: a handler returns it to have the same bytes sent again.</summary>
/// <param name="Payload">The payload of the CALLRESULT as JSON text in UTF-8.</param>
public sealed record StoredAnswer(ReadOnlyMemory<byte> Payload);
