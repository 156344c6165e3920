namespace Ampwright.Ocpp.Messages.Firmware;

/// <summary>How a firmware update goes. OCPP 1.6 ed. 2 §7.25.</summary>
public enum FirmwareStatus
{
    Downloaded,
    DownloadFailed,
    Downloading,

    /// <summary>None is under way; only when triggered.</summary>
    Idle,

    InstallationFailed,
    Installing,
    Installed,
}
