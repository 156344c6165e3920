namespace Ampwright.Csms.Firmware;

/// <summary>
/// The life of an update:
/// <code>
///   Requested ─┬─► Accepted ─► Running ─┬─► Installed
///              │       └───────┴────────┼─► Failed       the station said so
///              │                        ├─► TimedOut     no sign of it for too long
///              │                        └─► Superseded   the station took a later one
///              ├─► Refused                               the station said no, or was not asked in time
///              └─► Cancelled                             taken back before it was sent
/// </code>
/// </summary>
internal enum FirmwareUpdateState
{
    Requested,
    Accepted,
    Running,
    Installed,
    Failed,
    Refused,
    TimedOut,
    Superseded,
    Cancelled,
}
