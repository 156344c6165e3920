namespace Ampwright.Csms.StationCertificates;

/// <param name="Organisation">The operator's name, as the program was told at its start.</param>
internal sealed record CertificateSettings(string Organisation);
