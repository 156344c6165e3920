using Ampwright.Csms.Files;

namespace Ampwright.Csms.Firmware;

/// <summary>Where the operator's firmware files lie.</summary>
internal sealed class FirmwareShelf(string dataFolder)
{
    public FileShelf Files { get; } = new(Path.Combine(dataFolder, "firmware"));
}
