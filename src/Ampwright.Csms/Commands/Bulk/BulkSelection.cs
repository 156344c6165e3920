using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Stations;
using Dapper;

namespace Ampwright.Csms.Commands.Bulk;

/// <summary>Which stations a bulk command or a campaign is for, decided once when it is made; others than those at the caller's sites are none.</summary>
internal static class BulkSelection
{
    public static (List<long> Stations, List<string> Unknown) Of(
        DbConnection connection, IReadOnlyList<string>? stations, BulkFilter? filter, SiteScope scope, bool connectedFirst = false)
    {
        var all = connection.Query<Row>("""
            SELECT station_id, identity, identity_key, site_id, vendor, model, firmware_version, boot_policy, lease_connection IS NOT NULL AS connected
            FROM stations WHERE removed_at IS NULL AND (@All OR site_id IN @Ids) ORDER BY identity_key
            """, new { scope.All, scope.Ids }).AsList();
        var named = stations?.Select(StationIdentity.Fold).ToHashSet(StringComparer.Ordinal);
        if (named is null && filter is null) return ([], []);
        var known = all.Select(row => row.IdentityKey).ToHashSet(StringComparer.Ordinal);
        var chosen = all.Where(row => (named is null || named.Contains(row.IdentityKey)) && Matches(row, filter));
        if (connectedFirst) chosen = chosen.OrderByDescending(row => row.Connected);
        return ([.. chosen.Select(row => row.StationId)], [.. (stations ?? []).Where(identity => !known.Contains(StationIdentity.Fold(identity)))]);
    }

    private static bool Matches(Row row, BulkFilter? filter) => filter is null
        || ((filter.Site is null || filter.Site == row.SiteId)
            && (filter.Connected is null || filter.Connected == row.Connected)
            && Same(filter.Vendor, row.Vendor) && Same(filter.Model, row.Model) && Same(filter.FirmwareVersion, row.FirmwareVersion)
            && Same(filter.BootPolicy, row.BootPolicy));

    private static bool Same(string? wanted, string? told) => wanted is null || string.Equals(wanted, told, StringComparison.OrdinalIgnoreCase);

    private sealed class Row
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public string IdentityKey { get; init; } = "";
        public long SiteId { get; init; }
        public string? Vendor { get; init; }
        public string? Model { get; init; }
        public string? FirmwareVersion { get; init; }
        public string BootPolicy { get; init; } = "";
        public bool Connected { get; init; }
    }
}
