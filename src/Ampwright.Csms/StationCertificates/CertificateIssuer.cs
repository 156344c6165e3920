namespace Ampwright.Csms.StationCertificates;

/// <summary>Who signs what stations ask to have signed.</summary>
internal enum CertificateIssuer
{
    /// <summary>The installation's own authority, at once.</summary>
    BuiltIn,

    /// <summary>An authority of the operator's: requests wait, are fetched, and their chains brought back.</summary>
    External,

    /// <summary>SignCertificate is answered Rejected.</summary>
    Nobody,
}
