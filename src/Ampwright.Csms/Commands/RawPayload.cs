namespace Ampwright.Csms.Commands;

/// <summary>The caller's own payload, sent as it is, whatever the standard says of it.</summary>
/// <param name="Json">One JSON value.</param>
internal sealed record RawPayload(string Json);
