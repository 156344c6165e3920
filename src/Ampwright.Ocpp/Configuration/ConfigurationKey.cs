namespace Ampwright.Ocpp.Configuration;

/// <summary>What the standard says of one configuration key.</summary>
/// <param name="Name">The name as the standard writes it; names are compared without case (CiString50).</param>
/// <param name="Type">What the value's text stands for.</param>
/// <param name="Unit">Of a number: <c>s</c>, <c>Wh</c>, <c>%</c>, <c>times</c>, <c>items</c>, <c>characters</c>; null for a plain count or level.</param>
/// <param name="Access">What the CSMS may do with it.</param>
/// <param name="Profile">The profile it belongs to.</param>
/// <param name="Required">Whether a station that supports the profile has it, after errata v4.0.</param>
public sealed record ConfigurationKey(
    string Name, ConfigurationType Type, string? Unit, ConfigurationAccess Access, FeatureProfile Profile, bool Required);
