namespace Ampwright.Csms.Commands;

/// <summary>
/// The life of a command:
/// <code>
///   Queued ─► Sent ─► Answered          the station said Accepted (or whatever else means it will do it)
///     │         ├───► Refused           the station said no, or answered with a CALLERROR
///     │         ├───► TimedOut          no answer in time: it may have been carried out
///     │         └───► Failed            the connection was lost first: it may have been carried out
///     ├─────────────► Expired           never sent
///     ├─────────────► Failed            could not be sent
///     ├─────────────► Superseded        never sent: a newer one with the same purpose took its place
///     └─────────────► Cancelled         never sent: taken back
/// </code>
/// </summary>
internal enum CommandState
{
    Queued,
    Sent,
    Answered,
    Refused,
    TimedOut,
    Expired,
    Failed,
    Superseded,
    Cancelled,
}
