namespace Ampwright.Csms.Campaigns;

/// <summary>
/// <code>
///   Running ─┬─► Resting ───┬─► Running           the pause between two waves, or a person's word for the next
///            ├─► Awaiting ──┘
///            ├─► Paused, Stopped ─► Running       by a person; by the rule that stops it. What is under way is followed to its end
///            ├─► Done ─► Running                  a person has those tried again that failed
///            └─► Cancelled                        from any of them but Done: what was not sent is taken back
/// </code>
/// </summary>
internal enum CampaignState
{
    Running,
    Resting,
    Awaiting,
    Paused,
    Stopped,
    Cancelled,
    Done,
}
