namespace Ampwright.Lab.Tests.Peers;

/// <summary>What a model station has.</summary>
internal sealed record ModelOptions
{
    public int Connectors { get; init; } = 2;

    public bool FixedCable { get; init; }

    public bool HasList { get; init; } = true;

    public bool HasReservation { get; init; } = true;
}
