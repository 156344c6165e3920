using Ampwright.Csms.Files;

namespace Ampwright.Csms.Diagnostics;

/// <summary>Where the files lie that stations uploaded.</summary>
internal sealed class LogShelf(string dataFolder)
{
    public FileShelf Files { get; } = new(Path.Combine(dataFolder, "station-logs"));
}
