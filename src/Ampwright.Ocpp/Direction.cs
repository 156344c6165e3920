namespace Ampwright.Ocpp;

/// <summary>Who sends the CALL of an action.</summary>
public enum Direction
{
    StationToCsms,
    CsmsToStation,
    Both,
}
