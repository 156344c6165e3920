namespace Ampwright.Lab.Catalogue;

/// <summary>What is under test.</summary>
internal enum Side
{
    Station,
    Csms,
}
