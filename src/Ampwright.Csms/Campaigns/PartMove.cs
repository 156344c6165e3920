namespace Ampwright.Csms.Campaigns;

/// <summary>What a look at one station's part found.</summary>
/// <param name="State">Where it is; null: it has not moved.</param>
/// <param name="Detail">In words.</param>
/// <param name="CommandId">The command given now.</param>
/// <param name="Step">How many of the campaign's values were come to.</param>
/// <param name="Again">The command takes the place of one that was lost.</param>
internal readonly record struct PartMove(PartState? State, string? Detail = null, long? CommandId = null, int Step = 0, bool Again = false)
{
    public static PartMove None => default;

    public static PartMove Running(long? commandId, string? detail = null, int step = 0, bool again = false) => new(PartState.Running, detail, commandId, step, again);

    public static PartMove Done(string detail) => new(PartState.Done, detail);

    public static PartMove Failed(string why) => new(PartState.Failed, why);

    public static PartMove Skipped(string why) => new(PartState.Skipped, why);
}
