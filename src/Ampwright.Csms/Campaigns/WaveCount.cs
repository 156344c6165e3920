namespace Ampwright.Csms.Campaigns;

/// <summary>How many stations of a wave are where.</summary>
internal sealed record WaveCount(int Waiting, int Running, int Done, int Failed, int Skipped)
{
    public static WaveCount None { get; } = new(0, 0, 0, 0, 0);

    public int Total => Waiting + Running + Done + Failed + Skipped;

    /// <summary>One station went from a state to another.</summary>
    public WaveCount Moved(PartState from, PartState to) => With(from, -1).With(to, 1);

    public WaveCount With(PartState state, int more) => state switch
    {
        PartState.Waiting => this with { Waiting = Waiting + more },
        PartState.Running => this with { Running = Running + more },
        PartState.Done => this with { Done = Done + more },
        PartState.Failed => this with { Failed = Failed + more },
        _ => this with { Skipped = Skipped + more },
    };
}
