namespace Ampwright.Csms.Power.Sharing;

/// <summary>
/// All that a connector, or a station, may hold of what it was sent. The worst of it counts: what was on its way and was not answered, what was
/// replaced a moment ago and a car may not have followed yet.
/// </summary>
internal sealed class Claims
{
    /// <summary>How far a station's clock may be behind.</summary>
    public static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(20);

    /// <summary>How long a car may take to follow its station: 5 s by IEC 61851, and a second to carry it there.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);
    private readonly List<Claim> _all = [];
    private int _failures;

    public IReadOnlyList<Claim> All => _all;

    /// <summary>The newest; null: there is none.</summary>
    public Claim? Newest => _all.Count == 0 ? null : _all[^1];

    /// <summary>What the station said it holds; null: nothing of ours.</summary>
    public Claim? Held => _all.FindLast(claim => claim.State == ClaimState.Held && claim.OverAt is null);

    /// <summary>One is on its way.</summary>
    public Claim? Asked => Newest is { State: ClaimState.Asked } newest ? newest : null;

    /// <summary>Nothing more is sent before; after a refusal or a loss.</summary>
    public DateTimeOffset RetryAt { get; private set; }

    /// <summary>Why the last one did not get there, in words.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The most it may hold; −1: nothing of ours.</summary>
    public int Worst => _all.Count == 0 ? -1 : _all.Max(claim => claim.Limit);

    public Claim Add(int limit, DateTimeOffset until, DateTimeOffset now)
    {
        var claim = new Claim(limit, until) { AskedAt = now };
        _all.Add(claim);
        return claim;
    }

    /// <summary>How often in a row one did not get there.</summary>
    public int Failures => _failures;

    /// <summary>Drops what certainly is over.</summary>
    /// <param name="now">When.</param>
    /// <param name="behind">By how much the station's clock is known to be behind.</param>
    public void Tidy(DateTimeOffset now, TimeSpan behind = default)
    {
        if (_all.Count > 0) _all.RemoveAll(claim => claim.OverAt <= now || (claim.State != ClaimState.Asked && claim.Until <= now - ClockSlack - behind));
    }

    /// <summary>What somebody else has taken from the station since, or may have, is not relied on any more; it counts on, because it may still be there.</summary>
    public void Distrust(StationFacts station, int profileId)
    {
        if (_all.Count == 0) return;
        var stands = station.Installed is not { } installed || (installed.TryGetValue(profileId, out var by) && _all.Exists(claim => claim.Command == by));
        foreach (var claim in _all)
        {
            if (claim is { State: ClaimState.Held, OverAt: null, Command: { } command } && (!stands || command < station.DisturbedBy)) claim.State = ClaimState.Unknown;
        }
    }

    public void Clear()
    {
        _all.Clear();
        _failures = 0;
        Trouble = null;
        RetryAt = default;
    }

    public void End(Claim claim, ClaimEnd end, DateTimeOffset now)
    {
        var at = _all.IndexOf(claim);
        if (at < 0) return;
        switch (end)
        {
            case ClaimEnd.Accepted:
                claim.State = ClaimState.Held;
                // Stations take one CALL after the other: whatever was sent before has been replaced.
                for (var earlier = 0; earlier < at; earlier++) _all[earlier].OverAt ??= now + Settling;
                (_failures, Trouble, RetryAt) = (0, null, default);
                return;
            case ClaimEnd.Lost:
                claim.State = ClaimState.Unknown;
                Fail("it gave no answer", now);
                return;
            case ClaimEnd.Refused:
                _all.RemoveAt(at);
                Fail("it refused the last limit", now);
                return;
            default:
                _all.RemoveAt(at);
                RetryAt = now + TimeSpan.FromSeconds(1);
                return;
        }
    }

    private void Fail(string why, DateTimeOffset now)
    {
        Trouble = why;
        var wait = FirstRetry * Math.Pow(2, Math.Min(_failures++, 10));
        RetryAt = now + (wait < LongestRetry ? wait : LongestRetry);
    }
}
