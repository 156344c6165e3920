namespace Ampwright.TestKit.Wire;

/// <summary>Who sent a frame.</summary>
public enum Side
{
    Station,
    Csms,
}
