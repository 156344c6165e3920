using Ampwright.Station.Product;

namespace Ampwright.Station.App.Hosting;

/// <summary>One station of the program.</summary>
/// <param name="Password">The bytes for Basic authentication; null = none.</param>
/// <param name="Seed">Where its chances begin.</param>
internal sealed record StationSettings(string Identity, ProductProfile Product, ReadOnlyMemory<byte>? Password, int Seed);
