using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station;

/// <summary>Firmware images and places for files.</summary>
internal static class StationFiles
{
    /// <summary>A server that nobody can reach.</summary>
    public const string Nowhere = "ftp://127.0.0.1:9/nothing/";

    /// <summary>The configured image, one that the station can install or one that it cannot.</summary>
    /// <exception cref="OperatorException">None is configured: the case is inconclusive.</exception>
    public static byte[] Image(this StationRun s, bool good)
    {
        var file = good ? s.Settings.GoodFirmware : s.Settings.BadFirmware;
        if (file is null) throw new OperatorException($"The settings name no {(good ? "goodFirmware" : "badFirmware")}: a file that the station can{(good ? "" : "not")} install.");
        try
        {
            return s.Files.Read(file);
        }
        catch (IOException missing)
        {
            throw new OperatorException($"The firmware image {file} cannot be read: {missing.Message}", missing);
        }
    }

    /// <summary>Every connector is, or becomes, Available.</summary>
    public static async Task AllAvailableAgain(this StationRun s)
    {
        foreach (var connector in Enumerable.Range(1, s.Settings.Connectors))
        {
            if (s.StatusOf(connector) != "Available") await s.Expect(Status(connector, "Available"), s.Settings.LongTimeout);
        }
    }
}
