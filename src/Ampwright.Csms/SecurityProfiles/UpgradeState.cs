namespace Ampwright.Csms.SecurityProfiles;

/// <summary>
/// The life of an upgrade:
/// <code>
///   Preparing ─┬─► Switching ─┬─► Done       the station came by the new profile and spoke: the old one lets nobody in any more
///              │              └─► FellBack   it refused, or did not come by the new profile in time: the old one holds
///              ├─► Failed                    a preparation did not work out: nothing was switched
///              └─► Cancelled                 taken back; from Switching too
/// </code>
/// A station that was told to switch may do so late. Where it did not clearly refuse, both profiles are accepted after the end as well, and an
/// upgrade that is FellBack or Failed still becomes Done.
/// </summary>
internal enum UpgradeState
{
    Preparing,
    Switching,
    Done,
    Failed,
    FellBack,
    Cancelled,
}
