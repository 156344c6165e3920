namespace Ampwright.Ocpp.Configuration;

/// <summary>What the CSMS may do with a configuration key.</summary>
public enum ConfigurationAccess
{
    ReadOnly,
    ReadWrite,

    /// <summary>May be set and is never told: a password.</summary>
    WriteOnly,

    /// <summary>The product decides whether it can be set.</summary>
    ReadOnlyOrReadWrite,
}
