namespace Ampwright.Csms.SecurityProfiles;

/// <summary>What an upgrade consists of, in this order; what is not needed is left out. The names are in the store and in the API.</summary>
internal enum UpgradeStep
{
    /// <summary>A station without a password is given one: ChangeConfiguration AuthorizationKey (whitepaper A01).</summary>
    AuthorizationKey,

    /// <summary>The root that proves this CSMS: GetInstalledCertificateIds, InstallCertificate (M03, M05).</summary>
    RootCertificate,

    /// <summary>The operator's name, which the station puts into its request: ChangeConfiguration CpoName (A00.FR.404).</summary>
    CpoName,

    /// <summary>ExtendedTriggerMessage, SignCertificate, CertificateSigned (A02).</summary>
    ClientCertificate,

    /// <summary>ChangeConfiguration SecurityProfile (A05).</summary>
    SecurityProfile,

    /// <summary>For a station that does not reconnect by itself.</summary>
    Reset,

    /// <summary>The station comes by the new profile and speaks (A05.FR.07, .09).</summary>
    Connection,
}

internal enum StepState
{
    Waiting,
    Running,
    Done,
    Skipped,
    Failed,
}

/// <summary>How a station that does not reconnect by itself is made to.</summary>
internal enum ResetWish
{
    Hard,
    Soft,
    None,
}
