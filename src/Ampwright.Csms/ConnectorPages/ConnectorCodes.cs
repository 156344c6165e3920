using System.Data.Common;
using System.Security.Cryptography;
using Ampwright.Csms.Access;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.ConnectorPages;

/// <summary>The codes in the addresses of connectors' pages. They stand on the stations: who has one may see the connector's state and price, no more.</summary>
internal static class ConnectorCodes
{
    // 50 bits, without letters that are mistaken for others: short enough for a small QR code, and too many to be tried.
    private const int Letters = 10;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private const string Columns = """
        SELECT p.code, p.station_id, s.identity AS station, p.connector_id, p.made_at
        FROM connector_pages p JOIN stations s ON s.station_id = p.station_id WHERE s.removed_at IS NULL
        """;

    /// <summary>By connector.</summary>
    public static List<ConnectorCode> List(DbConnection connection, long stationId) =>
        connection.Query<ConnectorCode>($"{Columns} AND p.station_id = @stationId ORDER BY p.connector_id", new { stationId }).AsList();

    /// <param name="code">As it stands in the address, whatever its case.</param>
    public static ConnectorCode? Find(DbConnection connection, string code) =>
        connection.QuerySingleOrDefault<ConnectorCode>($"{Columns} AND p.code = @code", new { code = code.ToLowerInvariant() });

    /// <summary>Gives the connector a page, where it has none.</summary>
    /// <param name="anew">Another address: the present one, and what is printed of it, leads nowhere from then on.</param>
    public static void Give(WriteUnit unit, Caller who, long stationId, string station, int connectorId, bool anew)
    {
        if (anew) unit.Connection.Execute("DELETE FROM connector_pages WHERE station_id = @stationId AND connector_id = @connectorId", new { stationId, connectorId });
        var added = unit.Connection.Execute(
            "INSERT INTO connector_pages (code, station_id, connector_id, made_at) VALUES (@code, @stationId, @connectorId, @Now) ON CONFLICT (station_id, connector_id) DO NOTHING",
            new { code = RandomNumberGenerator.GetString(Alphabet, Letters), stationId, connectorId, unit.Now });
        if (added > 0) AuditLog.Append(unit, who, anew ? "connectorPage.renew" : "connectorPage.make", station, $$"""{"connectorId":{{connectorId}}}""");
    }
}

/// <summary>Which connector a page is of.</summary>
internal sealed record ConnectorCode
{
    public string Code { get; init; } = "";
    public long StationId { get; init; }
    public string Station { get; init; } = "";
    public int ConnectorId { get; init; }
    public DateTimeOffset MadeAt { get; init; }
}
