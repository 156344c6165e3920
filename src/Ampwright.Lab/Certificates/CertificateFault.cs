namespace Ampwright.Lab.Certificates;

/// <summary>What is wrong with a certificate that the lab shows on purpose.</summary>
internal enum CertificateFault
{
    None,

    /// <summary>It ended a day ago.</summary>
    Expired,

    /// <summary>It is of an authority that nobody was told of.</summary>
    OtherAuthority,

    /// <summary>It names somebody else.</summary>
    WrongName,

    /// <summary>It is on the revocation list of the lab's authority.</summary>
    Revoked,
}
