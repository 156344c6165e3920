namespace Ampwright.Station.Hardware;

/// <summary>The lights beside the connectors.</summary>
public interface IIndicatorPort
{
    void Show(int connector, IndicatorState state);
}
