using Ampwright.Station.Hardware;

namespace Ampwright.Station.Product;

public sealed record ProductConnector
{
    /// <summary>In the certification programme's spelling, e.g. <c>sType2</c> (socket), <c>cType2</c> (cable).</summary>
    public required string Type { get; init; }

    /// <summary>HFS-1 detachable, HFS-2 fixed.</summary>
    public required ProductCable Cable { get; init; }

    /// <summary>The numbers of phases a vehicle can charge with: of 1, 2, 3 (HFS-5, 6, 7).</summary>
    public required IReadOnlyList<int> Phases { get; init; }

    /// <summary>When the number of phases can be changed; not named, it cannot.</summary>
    public PhaseSwitching? PhaseSwitching { get; init; }

    /// <summary>A per phase, 6 to 80.</summary>
    public required int MaxAmperes { get; init; }

    internal ConnectorFacts FactsFor(int number)
    {
        var detachable = Cable == ProductCable.Detachable;
        return new ConnectorFacts(
            number, detachable ? ConnectorKind.Socket : ConnectorKind.Tethered, Type,
            HasLock: detachable, LockFeedback: detachable, Phases.Max(), PhaseSwitching ?? Hardware.PhaseSwitching.None,
            MinMilliamperes: 6000, MaxMilliamperes: MaxAmperes * 1000);
    }
}
