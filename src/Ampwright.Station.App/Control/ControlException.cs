namespace Ampwright.Station.App.Control;

/// <summary>A request to the control API cannot be served; becomes a problem document.</summary>
internal sealed class ControlException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;
}
