namespace Ampwright.Lab.Wire;

/// <summary>What a server made of one handshake.</summary>
/// <param name="Host">The name by which it was called.</param>
/// <param name="Version">Such as Tls12.</param>
/// <param name="Certificate">What it showed, PEM.</param>
internal sealed record TlsAnswer(string Host, string Version, string Certificate);
