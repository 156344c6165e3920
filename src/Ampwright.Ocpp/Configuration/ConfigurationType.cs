namespace Ampwright.Ocpp.Configuration;

/// <summary>What the text of a configuration value stands for. OCPP 1.6 ed. 2 §9.</summary>
public enum ConfigurationType
{
    /// <summary><c>true</c> or <c>false</c>, whatever the case.</summary>
    Boolean,

    /// <summary>A whole number in decimal.</summary>
    Integer,

    Text,

    /// <summary>Values separated by commas.</summary>
    List,
}
