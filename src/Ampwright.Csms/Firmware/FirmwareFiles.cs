using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Firmware;

/// <summary>The firmware files in the store.</summary>
internal static class FirmwareFiles
{
    private const string Columns = "SELECT firmware_id, name, version, vendor, model, shelf_name, bytes, sha256, uploaded_at, uploaded_by FROM firmware_files";

    public static long Add(WriteUnit unit, FirmwareFile file)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO firmware_files (name, version, vendor, model, shelf_name, bytes, sha256, uploaded_at, uploaded_by)
            VALUES (@Name, @Version, @Vendor, @Model, @ShelfName, @Bytes, @Sha256, @Now, @UploadedBy) RETURNING firmware_id
            """, new { file.Name, file.Version, file.Vendor, file.Model, file.ShelfName, file.Bytes, file.Sha256, unit.Now, file.UploadedBy });
        unit.Raise(new FirmwareFileChanged(id, file.Version, "Added"));
        return id;
    }

    public static FirmwareFile? Find(DbConnection connection, long id) => connection.QuerySingleOrDefault<FirmwareFile>($"{Columns} WHERE firmware_id = @id", new { id });

    /// <summary>The newest first.</summary>
    public static List<FirmwareFile> List(DbConnection connection, string? vendor, string? model, long before, int limit) => connection.Query<FirmwareFile>($"""
        {Columns} WHERE (@vendor IS NULL OR vendor = @vendor) AND (@model IS NULL OR model = @model) AND firmware_id < @before ORDER BY firmware_id DESC LIMIT @limit
        """, new { vendor, model, before, limit }).AsList();

    /// <summary>Whether a station may still have to fetch it.</summary>
    public static bool IsAwaited(DbConnection connection, long id) =>
        connection.ExecuteScalar<int>("""
            SELECT (SELECT count(*) FROM firmware_updates WHERE firmware_id = @id AND ended_at IS NULL)
              + (SELECT count(*) FROM bulk_commands WHERE firmware_id = @id AND waiting_count > 0)
              + (SELECT count(*) FROM campaigns WHERE firmware_id = @id AND state NOT IN ('Cancelled', 'Done'))
            """, new { id }) > 0;

    public static void Remove(WriteUnit unit, FirmwareFile file)
    {
        unit.Connection.Execute("DELETE FROM firmware_files WHERE firmware_id = @FirmwareId", new { file.FirmwareId });
        unit.Raise(new FirmwareFileChanged(file.FirmwareId, file.Version, "Removed"));
    }
}

/// <summary>A firmware file as stored.</summary>
internal sealed record FirmwareFile
{
    public long FirmwareId { get; init; }

    /// <summary>What stations see as the file's name.</summary>
    public string Name { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>The chargePointVendor it is for; null: any.</summary>
    public string? Vendor { get; init; }

    /// <summary>The chargePointModel it is for; null: any.</summary>
    public string? Model { get; init; }

    public string ShelfName { get; init; } = "";

    public long Bytes { get; init; }

    /// <summary>In hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    public DateTimeOffset UploadedAt { get; init; }

    public string UploadedBy { get; init; } = "";

    public string Label => string.Create(CultureInfo.InvariantCulture, $"{FirmwareId} {Version}");
}
