using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Prices;

/// <summary>The operator's tariffs.</summary>
internal sealed class TariffList(Database database)
{
    private const string Columns = """
        SELECT t.tariff_id, t.name, t.note, t.version, (SELECT count(*) FROM tariff_assignments a WHERE a.tariff_id = t.tariff_id) AS assignments
        FROM tariffs t
        """;

    private const string VersionColumns = "SELECT tariff_id, number, valid_from, terms, made_at, made_by FROM tariff_versions";

    /// <summary>By number.</summary>
    public ValueTask<List<Tariff>> ListAsync(long after, int limit) => database.ReadAsync(connection =>
        connection.Query<Tariff>($"{Columns} WHERE t.tariff_id > @after ORDER BY t.tariff_id LIMIT @limit", new { after, limit }).AsList());

    public ValueTask<Tariff?> FindAsync(long tariffId) => database.ReadAsync(connection => Find(connection, tariffId));

    /// <summary>The newest first, before the given number.</summary>
    public ValueTask<List<TariffVersion>> VersionsAsync(long tariffId, long before, int limit) => database.ReadAsync(connection =>
        connection.Query<TariffVersion>($"{VersionColumns} WHERE tariff_id = @tariffId AND number < @before ORDER BY number DESC LIMIT @limit", new { tariffId, before, limit }).AsList());

    public ValueTask<TariffVersion?> ValidAsync(long tariffId, DateTimeOffset at) => database.ReadAsync(connection => Valid(connection, tariffId, at));

    public static Tariff? Find(DbConnection connection, long tariffId) =>
        connection.QuerySingleOrDefault<Tariff>($"{Columns} WHERE t.tariff_id = @tariffId", new { tariffId });

    public static TariffVersion? Version(DbConnection connection, long tariffId, int number) =>
        connection.QuerySingleOrDefault<TariffVersion>($"{VersionColumns} WHERE tariff_id = @tariffId AND number = @number", new { tariffId, number });

    /// <returns>The version for a session that starts then; null where the tariff begins later.</returns>
    public static TariffVersion? Valid(DbConnection connection, long tariffId, DateTimeOffset at) => connection.QuerySingleOrDefault<TariffVersion>(
        $"{VersionColumns} WHERE tariff_id = @tariffId AND valid_from <= @at ORDER BY number DESC LIMIT 1", new { tariffId, at = at.ToUniversalTime() });

    /// <returns>The tariff's number; null when the name is taken.</returns>
    public Task<long?> AddAsync(Tariff tariff, TermsBody terms, DateTimeOffset? validFrom, Caller who) => database.WriteAsync(unit =>
    {
        var tariffId = unit.Connection.ExecuteScalar<long?>("""
            INSERT INTO tariffs (name, name_key, note, version, changed_at) VALUES (@Name, @key, @Note, 1, @Now) ON CONFLICT DO NOTHING RETURNING tariff_id
            """, new { tariff.Name, key = UniqueName.Key(tariff.Name), tariff.Note, unit.Now });
        if (tariffId is not { } made) return tariffId;
        AddVersion(unit, made, 1, terms, validFrom ?? unit.Now, who);
        Tell(unit, who, "tariff.add", made, tariff.Name);
        return tariffId;
    });

    /// <param name="tariff">What it is called from now on.</param>
    /// <param name="expected">The version the change is based on; null takes any.</param>
    public Task<TariffChange> ChangeAsync(Tariff tariff, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, tariff.TariffId) is not { } present) return TariffChange.NotFound;
        if (expected is { } version && version != present.Version) return TariffChange.ChangedMeanwhile;
        if (UniqueName.IsAnothers(unit.Connection, "tariffs", "tariff_id", tariff.Name, tariff.TariffId)) return TariffChange.NameTaken;
        unit.Connection.Execute("UPDATE tariffs SET name = @Name, name_key = @key, note = @Note, version = version + 1, changed_at = @Now WHERE tariff_id = @TariffId",
            new { tariff.TariffId, tariff.Name, key = UniqueName.Key(tariff.Name), tariff.Note, unit.Now });
        Tell(unit, who, "tariff.change", tariff.TariffId, tariff.Name);
        return TariffChange.Done;
    });

    /// <summary>Adds a version that holds for sessions that start from an instant to come on.</summary>
    public Task<TariffChange> AddVersionAsync(long tariffId, TermsBody terms, DateTimeOffset? validFrom, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, tariffId) is not { } present) return TariffChange.NotFound;
        if (expected is { } version && version != present.Version) return TariffChange.ChangedMeanwhile;
        var last = unit.Connection.QuerySingle<TariffVersion>($"{VersionColumns} WHERE tariff_id = @tariffId ORDER BY number DESC LIMIT 1", new { tariffId });
        var from = validFrom ?? (last.ValidFrom > unit.Now ? last.ValidFrom : unit.Now);
        if (from < unit.Now || from < last.ValidFrom) return TariffChange.InThePast;
        if (TermsBody.FromText(last.Terms).Currency != terms.Currency) return TariffChange.OtherCurrency;
        AddVersion(unit, tariffId, last.Number + 1, terms, from, who);
        unit.Connection.Execute("UPDATE tariffs SET version = version + 1, changed_at = @Now WHERE tariff_id = @tariffId", new { tariffId, unit.Now });
        Tell(unit, who, "tariff.version", tariffId, present.Name);
        return TariffChange.Done;
    });

    public Task<TariffChange> RemoveAsync(long tariffId, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, tariffId) is not { } present) return TariffChange.NotFound;
        if (present.Assignments > 0) return TariffChange.Assigned;
        if (unit.Connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM transaction_tariffs WHERE tariff_id = @tariffId)", new { tariffId })) return TariffChange.Used;
        unit.Connection.Execute("DELETE FROM tariff_versions WHERE tariff_id = @tariffId", new { tariffId });
        unit.Connection.Execute("DELETE FROM tariffs WHERE tariff_id = @tariffId", new { tariffId });
        AuditLog.Append(unit, who, "tariff.remove", $"{tariffId}", AuditDetail.Of("name", present.Name));
        unit.Raise(new TariffRemoved(tariffId, present.Name));
        return TariffChange.Done;
    });

    private static void AddVersion(WriteUnit unit, long tariffId, int number, TermsBody terms, DateTimeOffset from, Caller who) => unit.Connection.Execute("""
        INSERT INTO tariff_versions (tariff_id, number, valid_from, terms, made_at, made_by) VALUES (@tariffId, @number, @from, @terms, @Now, @who)
        """, new { tariffId, number, from = from.ToUniversalTime(), terms = terms.ToText(), unit.Now, who = who.Label });

    private static void Tell(WriteUnit unit, Caller who, string action, long tariffId, string name)
    {
        AuditLog.Append(unit, who, action, $"{tariffId}", AuditDetail.Of("name", name));
        unit.Raise(new TariffChanged(tariffId, name));
    }
}

internal enum TariffChange
{
    Done,
    NotFound,
    NameTaken,
    ChangedMeanwhile,
    InThePast,
    OtherCurrency,
    Assigned,

    /// <summary>Sessions are priced by it.</summary>
    Used,
}
