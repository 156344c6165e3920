namespace Ampwright.Csms.Tests.Actions;

/// <summary>The test sees what the action changes: in the store, through the API, or at the station; not merely that it is answered.</summary>
/// <param name="actions">Names as on the wire.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ObservesAttribute(params string[] actions) : Attribute
{
    public IReadOnlyList<string> Actions => actions;
}
