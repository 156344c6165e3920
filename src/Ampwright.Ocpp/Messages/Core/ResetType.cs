namespace Ampwright.Ocpp.Messages.Core;

/// <summary>How a station restarts. OCPP 1.6 ed. 2 §7.42.</summary>
public enum ResetType
{
    /// <summary>At once, as far as it can still stop transactions.</summary>
    Hard,

    /// <summary>After it has stopped its transactions properly.</summary>
    Soft,
}
