namespace Ampwright.TestKit.Wire;

/// <summary>What the proxy does with a frame.</summary>
public enum Fate
{
    /// <summary>The other side gets it.</summary>
    Forwarded,

    /// <summary>It vanishes, and the connection stays.</summary>
    Lost,

    /// <summary>It vanishes, and the connection with it, without a goodbye.</summary>
    Cut,
}
