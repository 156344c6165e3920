namespace Ampwright.Station.Hardware;

public enum ConnectorKind
{
    /// <summary>A socket; the driver brings the cable.</summary>
    Socket,

    /// <summary>A cable fixed to the station.</summary>
    Tethered,
}
