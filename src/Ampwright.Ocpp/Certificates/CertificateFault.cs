namespace Ampwright.Ocpp.Certificates;

/// <summary>What is wrong with a certificate, a chain, a signing request or a signature.</summary>
public enum CertificateFault
{
    /// <summary>The text is longer than the message or the station allows.</summary>
    TooLong,

    /// <summary>The text is no PEM of the kind that is due.</summary>
    NotPem,

    /// <summary>The PEM holds something else as well, a private key for one.</summary>
    UnexpectedContent,

    /// <summary>More certificates than one chain can need, or than are due.</summary>
    TooManyCertificates,

    /// <summary>The bytes are no certificate or signing request.</summary>
    Unreadable,

    /// <summary>A certificate is not followed by the one that issued it (leaf first).</summary>
    WrongOrder,

    /// <summary>The certificate is not self-signed.</summary>
    NotSelfSigned,

    /// <summary>The certificate may not issue others.</summary>
    NotACertificateAuthority,

    /// <summary>The new root is not signed by the one it is to replace (whitepaper M05.FR.09, M05.FR.10).</summary>
    NotSignedByOldRoot,

    /// <summary>RSA or DSA below 2048 bits, elliptic curves below 224 (whitepaper A00.FR.502, A00.FR.503).</summary>
    KeyTooWeak,

    /// <summary>The key is neither RSA nor DSA nor on a curve that is known here.</summary>
    KeyUnknown,

    /// <summary>Signed with a hash weaker than SHA-256, or by an algorithm that is not known here (whitepaper A00.FR.504).</summary>
    SignatureAlgorithm,

    /// <summary>The signature does not fit.</summary>
    SignatureInvalid,

    /// <summary>The serial number is longer than 20 bytes and cannot be sent (whitepaper §6.1, RFC 5280 §4.1.2.2).</summary>
    SerialNumber,

    NotYetValid,

    Expired,

    /// <summary>The chain does not lead to a root that is trusted.</summary>
    NotTrusted,

    /// <summary>The chain breaks another rule of RFC 5280 section 6: path length, name constraints, critical extensions.</summary>
    ChainInvalid,

    /// <summary>The key may not be used for this (whitepaper A00.FR.512).</summary>
    KeyUsage,

    /// <summary>Neither CN nor subjectAltName is the CSMS's host (whitepaper A00.FR.308, A00.FR.412, A00.FR.510).</summary>
    HostName,

    /// <summary>The CN is not the station's serial number (whitepaper A00.FR.405, A00.FR.511).</summary>
    CommonName,

    /// <summary>O does not name the CPO (whitepaper A00.FR.404, A00.FR.509).</summary>
    Organization,

    /// <summary>A station's certificate has no subjectAltName (whitepaper A00.FR.511).</summary>
    AlternativeName,

    /// <summary>The certificate is for another key than the station asked with.</summary>
    OtherKey,
}
