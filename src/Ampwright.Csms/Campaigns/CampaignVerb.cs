namespace Ampwright.Csms.Campaigns;

/// <summary>What a person may say of a campaign that runs.</summary>
internal enum CampaignVerb
{
    Pause,
    Resume,

    /// <summary>The next wave begins, whatever pause was to come before.</summary>
    GoAhead,

    Cancel,
    Retry,
}
