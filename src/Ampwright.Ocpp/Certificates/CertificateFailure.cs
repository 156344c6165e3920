namespace Ampwright.Ocpp.Certificates;

/// <summary>Why a certificate, a chain, a signing request or a signature is refused.</summary>
/// <param name="Fault">The rule that was broken first.</param>
/// <param name="Explanation">What is wrong, for a log or a person; never holds key material.</param>
public sealed record CertificateFailure(CertificateFault Fault, string Explanation);
