namespace Ampwright.Lab.Tests.Peers;

/// <summary>What a model station has.</summary>
internal sealed record ModelOptions
{
    public int Connectors { get; init; } = 2;

    public bool FixedCable { get; init; }

    public bool HasList { get; init; } = true;

    /// <summary>The security profile by which it comes.</summary>
    public int Profile { get; init; }

    public bool HasReservation { get; init; } = true;
}
