namespace Ampwright.Station.Board;

/// <summary>The type plate of a controller board; each text at most 120 bytes as it travels, empty where the board has none.</summary>
public sealed record BoardPlate(string Maker, string Model, string SerialNumber, string Firmware)
{
    public override string ToString() => $"{Maker} {Model} {SerialNumber}, firmware {Firmware}";
}
