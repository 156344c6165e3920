using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms;

/// <summary>Firmware and diagnostics, as the lab's station tells of them.</summary>
internal static class CsmsFiles
{
    private const string Firmware = "http://files.example/firmware.bin";
    private const string Diagnostics = "http://files.example/diagnostics/";

    /// <summary>UpdateFirmware as ordered, its statuses, and the last of them kept. Before an installation all connectors are Unavailable, after it the station boots.</summary>
    public static async Task UpdatesFirmware(this CsmsRun s, params string[] statuses)
    {
        s.Has(await s.Commanded("UpdateFirmware", new { location = Firmware, retrieveDate = s.Now() }, _ => []), ("location", Firmware));
        foreach (var status in statuses)
        {
            if (status == "Installing") await s.AllTell("Unavailable");
            await s.Notifies("FirmwareStatusNotification", status);
            if (status == "Installing") await s.Boots(doubtful: true);
        }
        await s.Shows(CsmsRecord.FirmwareUpdate, "newest", ("status", statuses[^1]));
    }

    /// <summary>GetDiagnostics as ordered, its statuses, and the last of them kept.</summary>
    public static async Task BringsDiagnostics(this CsmsRun s, params string[] statuses)
    {
        s.Has(await s.Commanded("GetDiagnostics", new { location = Diagnostics }, _ => []), ("location", Diagnostics));
        await s.Notifies("DiagnosticsStatusNotification", statuses);
        await s.Shows(CsmsRecord.Upload, "newest", ("status", statuses[^1]));
    }
}
