namespace Ampwright.Ocpp.Messages.Firmware;

/// <summary>How an upload of diagnostics goes. OCPP 1.6 ed. 2 §7.24.</summary>
public enum DiagnosticsStatus
{
    /// <summary>None is under way; only when triggered.</summary>
    Idle,

    Uploaded,
    UploadFailed,
    Uploading,
}
