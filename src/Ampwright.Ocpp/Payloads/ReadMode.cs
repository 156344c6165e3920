namespace Ampwright.Ocpp.Payloads;

/// <summary>How a deviation from the standard is met.</summary>
public enum ReadMode
{
    /// <summary>What can safely be read is read, and each deviation is returned as a <see cref="Finding"/>.</summary>
    Tolerant,

    /// <summary>Each deviation is the error that the standard names.</summary>
    Strict,
}
