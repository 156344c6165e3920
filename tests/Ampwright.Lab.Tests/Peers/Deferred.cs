using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>The hands of a station that is made after its bench.</summary>
internal sealed class Deferred : IStationOperator
{
    public IStationOperator? Behind { get; set; }

    public Task DoAsync(StationAction action, int connector, string? tag) => Behind!.DoAsync(action, connector, tag);
}
