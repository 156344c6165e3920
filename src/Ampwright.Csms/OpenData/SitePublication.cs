using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.OpenData;

/// <summary>What is told of a site to everybody, if it is, and when it is open.</summary>
internal sealed record SitePublication
{
    public long SiteId { get; init; }

    /// <summary>Whether everybody may read where it is and what its connectors show.</summary>
    public bool OpenData { get; init; }

    /// <summary>As <see cref="WeeklyWindows"/> has it, in the site's time; empty: always.</summary>
    public string OpeningHours { get; init; } = "";
    public string? PostalCode { get; init; }
    public string? City { get; init; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string? Country { get; init; }

    /// <summary>Degrees with a point, as 52.5200.</summary>
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    public long Version { get; init; }

    /// <summary>What is said of a site; of one of which nothing was said it is closed data and always open.</summary>
    public static SitePublication Of(DbConnection connection, long siteId) =>
        connection.QuerySingleOrDefault<SitePublication>("SELECT * FROM site_publications WHERE site_id = @siteId", new { siteId }) ?? new SitePublication { SiteId = siteId };

    public static Outcome Put(WriteUnit unit, SitePublication publication, long? expected, Caller who)
    {
        var present = Of(unit.Connection, publication.SiteId);
        if (expected is { } version && version != present.Version) return Outcome.ChangedMeanwhile;
        // What was said before held until now; of a site of which nothing was said, what is said first.
        if (present.Version > 0 && present.OpeningHours != publication.OpeningHours)
            unit.Connection.Execute("INSERT INTO past_opening_hours (site_id, until_at, opening_hours) VALUES (@SiteId, @Now, @OpeningHours) ON CONFLICT (site_id, until_at) DO NOTHING", new { present.SiteId, unit.Now, present.OpeningHours });
        unit.Connection.Execute("""
            INSERT INTO site_publications (site_id, open_data, opening_hours, postal_code, city, country, latitude, longitude, version, changed_at)
            VALUES (@SiteId, @OpenData, @OpeningHours, @PostalCode, @City, @Country, @Latitude, @Longitude, 1, @Now)
            ON CONFLICT (site_id) DO UPDATE SET open_data = excluded.open_data, opening_hours = excluded.opening_hours, postal_code = excluded.postal_code, city = excluded.city,
              country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude, version = site_publications.version + 1, changed_at = excluded.changed_at
            """, new
        {
            publication.SiteId,
            publication.OpenData,
            publication.OpeningHours,
            publication.PostalCode,
            publication.City,
            publication.Country,
            publication.Latitude,
            publication.Longitude,
            unit.Now,
        });
        AuditLog.Append(unit, who, "site.publish", $"{publication.SiteId}", publication.OpenData ? """{"openData":true}""" : """{"openData":false}""");
        return Outcome.Done;
    }
}
