namespace Ampwright.Csms.StationCertificates;

/// <summary>
/// <code>
/// Waiting ─┬─► Refused    its subject or key is not in order, or the operator refused it
///          └─► Issued ─┬─► Installed  the station accepted CertificateSigned
///                      └─► Failed     it did not, or never heard of it
/// </code>
/// </summary>
internal enum CertificateRequestState
{
    Waiting,
    Issued,
    Installed,
    Refused,
    Failed,
}
