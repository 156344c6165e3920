namespace Ampwright.Lab.Declaration;

/// <summary>A row of the connector table.</summary>
/// <param name="Current">AC or DC.</param>
/// <param name="Phases">Such as 1&amp;2&amp;3.</param>
/// <param name="Type">The OCPP connector type, such as sType2.</param>
/// <param name="Cable">detachable or fixed.</param>
internal sealed record PicsConnector(int Number, string Current, string Phases, string Type, string Cable);
