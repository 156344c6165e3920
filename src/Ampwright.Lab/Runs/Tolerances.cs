namespace Ampwright.Lab.Runs;

/// <summary>How far times may be off before a case fails, in seconds. They are printed in the report.</summary>
internal sealed record Tolerances
{
    /// <summary>Between two sampled meter values.</summary>
    public double MeterInterval { get; init; } = 1;

    /// <summary>Between a clock-aligned instant and the stamp of its meter values.</summary>
    public double ClockAlignment { get; init; } = 2;

    /// <summary>Between the station's clock and the lab's, as the start of a composite schedule shows it.</summary>
    public double Clock { get; init; } = 3;

    /// <summary>Of a start or length in a composite schedule.</summary>
    public double Schedule { get; init; } = 2;

    /// <summary>Between two heartbeats, or of the wait after a refused BootNotification.</summary>
    public double Heartbeat { get; init; } = 2;

    /// <summary>How long a CSMS may take until its records show what it was told.</summary>
    public double ReadBack { get; init; } = 5;

    /// <summary>Of the end of a reservation, as it is asked for and as it is kept.</summary>
    public double Expiry { get; init; } = 5;

    /// <summary>Of a time-out that the station keeps, such as ConnectionTimeOut.</summary>
    public double TimeOut { get; init; } = 3;
}
