namespace Ampwright.Ocpp.Messages.LocalAuthList;

/// <summary>How a list is changed. OCPP 1.6 ed. 2 §7.48.</summary>
public enum UpdateType
{
    /// <summary>Entries are added, replaced, or removed where they carry no verdict.</summary>
    Differential,

    /// <summary>The list is replaced.</summary>
    Full,
}
