namespace Ampwright.Lab.Tests.Peers;

/// <summary>A reservation of a model station.</summary>
internal sealed record ModelReservation(int Id, string Tag, string? Parent);
