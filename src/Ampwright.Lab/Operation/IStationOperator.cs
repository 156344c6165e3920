namespace Ampwright.Lab.Operation;

/// <summary>Who works the station under test with their hands: its control API, a rig, or a person who is asked to.</summary>
internal interface IStationOperator
{
    /// <summary>Does it; it has happened when the task ends.</summary>
    /// <param name="connector">The connector, 0 for the whole station.</param>
    /// <param name="tag">The id tag to present.</param>
    /// <exception cref="OperatorException">It cannot be done.</exception>
    Task DoAsync(StationAction action, int connector, string? tag);
}
