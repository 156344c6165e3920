namespace Ampwright.Csms.Diagnostics;

/// <summary>
/// The life of an upload:
/// <code>
///   Requested ─┬─► Accepted ─► Uploading ─┬─► Uploaded     the station said so, and the file is here if it was to come here
///              │       └──────────┴───────┼─► Failed       the station said so, or there is nothing to upload
///              │                          ├─► TimedOut     no sign of it for too long, and no file
///              │                          └─► Superseded   the station took a later one
///              ├─► Refused                                 the station said no, or was not asked in time
///              └─► Cancelled                               taken back before it was sent
/// </code>
/// </summary>
internal enum LogUploadState
{
    Requested,
    Accepted,
    Uploading,
    Uploaded,
    Failed,
    Refused,
    TimedOut,
    Superseded,
    Cancelled,
}

/// <summary>What is wanted: by GetDiagnostics, or by GetLog with one of its two logs.</summary>
internal enum LogUploadKind
{
    Diagnostics,
    DiagnosticsLog,
    SecurityLog,
}
