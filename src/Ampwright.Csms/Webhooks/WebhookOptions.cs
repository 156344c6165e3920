namespace Ampwright.Csms.Webhooks;

/// <summary>How events are delivered; never changes while the program runs.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Whether targets may be on this machine or in a private network, and be reached by plain HTTP.</summary>
    public bool PrivateTargets { get; init; }

    /// <summary>How long a target may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after the first failure; it doubles with each further one, up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A target that cannot take anything is tried until the event is this old.</summary>
    public TimeSpan GivenUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>A target that refuses this one event (4xx) is asked this often.</summary>
    public int MostRefusals { get; init; } = 10;

    /// <summary>Dead letters kept of one webhook; the oldest go.</summary>
    public int MostDeadLetters { get; init; } = 10_000;

    /// <summary>How often the log is looked at without having been told of anything.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(30);
}
