namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Whether a station is accepted. OCPP 1.6 ed. 2 §7.38.</summary>
public enum RegistrationStatus
{
    Accepted,

    /// <summary>Not yet: the CSMS configures the station first.</summary>
    Pending,

    Rejected,
}
