namespace Ampwright.Ocpp.Messages.Security;

/// <summary>How an update to signed firmware goes. Security whitepaper ed. 3 §6.8.</summary>
public enum SignedFirmwareStatus
{
    Downloaded,

    /// <summary>The end, without success.</summary>
    DownloadFailed,

    Downloading,
    DownloadScheduled,
    DownloadPaused,

    /// <summary>None is under way; only when triggered.</summary>
    Idle,

    /// <summary>The end, without success.</summary>
    InstallationFailed,

    Installing,

    /// <summary>The end, with success.</summary>
    Installed,

    /// <summary>About to restart into the new firmware.</summary>
    InstallRebooting,

    InstallScheduled,

    /// <summary>The end, without success.</summary>
    InstallVerificationFailed,

    /// <summary>The end, without success.</summary>
    InvalidSignature,

    SignatureVerified,
}
