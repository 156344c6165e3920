namespace Ampwright.Ocpp.Messages.Security;

/// <summary>What a root certificate vouches for. Security whitepaper ed. 3 §6.4.</summary>
public enum CertificateUse
{
    /// <summary>The CSMS and the stations.</summary>
    CentralSystemRootCertificate,

    /// <summary>The manufacturer, who signs firmware.</summary>
    ManufacturerRootCertificate,
}
