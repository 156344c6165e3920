namespace Ampwright.Csms.Campaigns;

/// <summary>What a campaign does at each of its stations. The names are on disk and in the API.</summary>
internal enum CampaignKind
{
    /// <summary>Installs a firmware file, signed or not.</summary>
    Firmware,

    /// <summary>Writes values of configuration keys, one after the other.</summary>
    Configuration,

    /// <summary>Replaces the local authorization list.</summary>
    LocalList,

    /// <summary>Has the station ask for a certificate of its own, and follows the request.</summary>
    CertificateRenewal,

    /// <summary>Installs a root certificate.</summary>
    RootCertificate,

    /// <summary>Gives the station a new AuthorizationKey, each its own.</summary>
    Password,
}
