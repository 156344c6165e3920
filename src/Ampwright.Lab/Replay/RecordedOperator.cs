using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Replay;

/// <summary>The hands of a recorded run.</summary>
internal sealed class RecordedOperator(RecordedActions actions) : IStationOperator
{
    public Task DoAsync(StationAction action, int connector, string? tag) => actions.EndAsync(action.ToString());
}
