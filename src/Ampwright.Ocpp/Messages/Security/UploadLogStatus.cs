namespace Ampwright.Ocpp.Messages.Security;

/// <summary>How an upload of a log goes. Security whitepaper ed. 3 §6.19.</summary>
public enum UploadLogStatus
{
    BadMessage,

    /// <summary>None is under way; only when triggered.</summary>
    Idle,

    NotSupportedOperation,
    PermissionDenied,
    Uploaded,
    UploadFailure,
    Uploading,
}
