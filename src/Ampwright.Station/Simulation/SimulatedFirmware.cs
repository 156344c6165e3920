using System.Globalization;
using System.Text;
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;

namespace Ampwright.Station.Simulation;

/// <summary>
/// The flash memory of simulated hardware: the slots <c>firmware.a</c> and <c>firmware.b</c>, and <c>boot</c>, which says which of them starts.
/// The boot record has two places that are written in turn, so a power cut leaves the old record or the new one. Slot a holds the firmware of
/// the factory until something else is written there; no file stays open.
/// </summary>
public sealed class SimulatedFirmware(IJournalDisk disk, string vendor, string model, string factoryVersion)
{
    private const string BootFile = "boot";
    private const int Place = 512;
    private static readonly string[] SlotFiles = ["firmware.a", "firmware.b"];

    internal enum BootState
    {
        Confirmed,

        /// <summary>The next start tries the other slot.</summary>
        Armed,

        /// <summary>The active slot runs on trial.</summary>
        Trying,

        /// <summary>The last start went back.</summary>
        WentBack,
    }

    /// <param name="Active">0 or 1.</param>
    /// <param name="Digests">Of the slots' images; empty = the factory's.</param>
    internal sealed record BootRecord(long Turn, int Active, BootState State, string[] Versions, string[] Digests);

    internal string Vendor => vendor;

    internal string Model => model;

    /// <summary>What the boot loader does: chooses a slot, and goes back where a trial was not confirmed.</summary>
    internal SimulatedFirmwareSlots PowerOn()
    {
        var record = Read();
        switch (record.State)
        {
            case BootState.Armed when IsWhole(1 - record.Active, record.Digests[1 - record.Active]):
                record = Write(record with { Active = 1 - record.Active, State = BootState.Trying });
                return new SimulatedFirmwareSlots(this, record, FirmwareStart.Trial);
            case BootState.Armed:
                record = Write(record with { State = BootState.Confirmed });
                return new SimulatedFirmwareSlots(this, record, FirmwareStart.RolledBack);
            case BootState.Trying:
                record = Write(record with { Active = 1 - record.Active, State = BootState.Confirmed });
                return new SimulatedFirmwareSlots(this, record, FirmwareStart.RolledBack);
            case BootState.WentBack:
                record = Write(record with { State = BootState.Confirmed });
                return new SimulatedFirmwareSlots(this, record, FirmwareStart.RolledBack);
            default:
                return new SimulatedFirmwareSlots(this, record, FirmwareStart.Normal);
        }
    }

    /// <summary>Whether the slot that would start now holds what it should; the check of a test.</summary>
    internal bool CanStart()
    {
        var record = Read();
        return IsWhole(record.Active, record.Digests[record.Active]);
    }

    internal Stream Open(int slot)
    {
        // A slot of real flash is always there: its file must not be gone after a power cut, with what was flushed into it.
        var isNew = !disk.List().Contains(SlotFiles[slot]);
        var file = disk.Open(SlotFiles[slot]);
        if (isNew) disk.SyncFolder();
        return new DiskFileStream(file);
    }

    internal BootRecord Write(BootRecord record)
    {
        record = record with { Turn = record.Turn + 1 };
        var text = string.Join('\n', [$"{record.Active}", $"{record.State}", .. record.Versions, .. record.Digests]);
        using var file = disk.Open(BootFile);
        file.WriteAt(record.Turn % 2 * Place, JournalFrame.Write(1, record.Turn, (JournalRecordType)17, 1, Encoding.UTF8.GetBytes(text)));
        file.Sync();
        disk.SyncFolder();
        return record;
    }

    private BootRecord Read()
    {
        var newest = new BootRecord(0, 0, BootState.Confirmed, [factoryVersion, ""], ["", ""]);
        if (!disk.List().Contains(BootFile)) return newest;
        var bytes = new byte[2 * Place];
        using var file = disk.Open(BootFile);
        file.ReadAt(0, bytes);
        foreach (var at in (int[])[0, Place])
        {
            if (!JournalFrame.TryRead(bytes.AsSpan(at, Place), out var frame) || frame.Sequence <= newest.Turn) continue;
            var parts = Encoding.UTF8.GetString(bytes, at + JournalFrame.Overhead, frame.PayloadLength).Split('\n');
            newest = new BootRecord(
                frame.Sequence, int.Parse(parts[0], CultureInfo.InvariantCulture), Enum.Parse<BootState>(parts[1]), [parts[2], parts[3]], [parts[4], parts[5]]);
        }
        // The version of an older program's factory image is not the record's business.
        return newest.Digests[0].Length == 0 ? newest with { Versions = [factoryVersion, newest.Versions[1]] } : newest;
    }

    private bool IsWhole(int slot, string digest)
    {
        if (digest.Length == 0) return slot == 0;
        if (!disk.List().Contains(SlotFiles[slot])) return false;
        using var image = Open(slot);
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(image)) == digest && SimulatedImage.Read(image, out var wrong) is not null && wrong is null;
    }
}
