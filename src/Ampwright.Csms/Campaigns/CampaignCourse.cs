namespace Ampwright.Csms.Campaigns;

/// <summary>Decides what a campaign does next, from nothing but what it is handed.</summary>
internal static class CampaignCourse
{
    /// <param name="stations">How many stations there are, 1 or more.</param>
    /// <param name="canary">How many of them go first; 0: no canary.</param>
    /// <param name="size">Stations in each further wave; null: see <paramref name="percent"/>.</param>
    /// <param name="percent">Or the share of all stations in each, 1 to 100; null with no size: all that are left in one.</param>
    /// <returns>The sizes of the waves, none empty.</returns>
    public static List<int> Waves(int stations, int canary, int? size, int? percent)
    {
        var (waves, left) = (new List<int>(), stations);
        if (canary > 0) Take(canary);
        var each = size ?? (percent is { } share ? (int)((stations * (long)share + 99) / 100) : stations);
        while (left > 0) Take(each);
        return waves;

        void Take(int most)
        {
            waves.Add(Math.Min(most, left));
            left -= waves[^1];
        }
    }

    /// <param name="campaign">One that goes on.</param>
    /// <param name="wave">Where the stations of its present wave are.</param>
    /// <param name="now">The present.</param>
    public static CampaignDecision Decide(Campaign campaign, WaveCount wave, DateTimeOffset now)
    {
        var isLast = campaign.Wave >= campaign.Waves;
        if ((wave.Waiting > 0 || !isLast) && WhyStop(campaign, wave) is { } why) return new(CampaignTurn.Stop) { Why = why };
        if (wave.Waiting > 0) return wave.Running < campaign.Concurrency ? new(CampaignTurn.Give) : new(CampaignTurn.Wait);
        if (wave.Running > 0) return new(CampaignTurn.Wait);
        if (isLast) return new(CampaignTurn.End);
        if (campaign.GoAhead) return new(CampaignTurn.NextWave);
        // Where all of the canary were left out it has shown nothing.
        if (campaign.NeedsGoAhead || (campaign.IsCanary && wave.Done == 0)) return new(CampaignTurn.Await);
        return (campaign.WaveOverAt ?? now) + campaign.Pause is var until && until > now ? new(CampaignTurn.Rest) : new(CampaignTurn.NextWave);
    }

    // One of the canary that failed has shown what it was sent ahead for.
    private static string? WhyStop(Campaign campaign, WaveCount wave)
    {
        var failed = wave.Failed - campaign.Forgiven;
        if (failed <= 0) return null;
        if (campaign.IsCanary) return $"{failed} of {wave.Total} stations sent ahead failed: no other is begun.";
        if (campaign.StopAfter is { } most && failed > most) return $"{failed} of {wave.Total} stations of wave {campaign.Wave} failed; it stops at more than {most}.";
        return campaign.StopPercent is { } percent && failed * 100L > percent * (long)wave.Total
            ? $"{failed} of {wave.Total} stations of wave {campaign.Wave} failed; it stops at more than {percent} %."
            : null;
    }
}

/// <param name="Turn">What to do.</param>
internal readonly record struct CampaignDecision(CampaignTurn Turn)
{
    /// <summary>Why it stops.</summary>
    public string? Why { get; init; }
}

internal enum CampaignTurn
{
    /// <summary>Nothing, until something ends.</summary>
    Wait,

    /// <summary>The next station's turn has come.</summary>
    Give,

    /// <summary>The pause after a wave lasts.</summary>
    Rest,

    /// <summary>A person has to say that it goes on.</summary>
    Await,

    NextWave,
    Stop,
    End,
}
