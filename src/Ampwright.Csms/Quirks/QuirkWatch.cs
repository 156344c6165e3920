using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Quirks;

/// <summary>
/// Gives each station the quirks of its model, at the start and whenever one boots. A quirk that concerns a setting of the station turns the
/// setting on, once: what an operator says afterwards counts.
/// </summary>
internal sealed class QuirkWatch(QuirkBook book, Database database, EventHub hub, TimeProvider time, ILogger<QuirkWatch> log) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                using var subscription = hub.Subscribe();
                await ReviewAsync(null, stoppingToken);
                while (await subscription.WaitAsync(stoppingToken))
                {
                    while (subscription.TryRead(out var recorded))
                    {
                        if (recorded.Change is StationBooted { Station: { } station }) await ReviewAsync(station, stoppingToken);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task ReviewAsync(string? station, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                var changes = await database.ReadAsync(connection => Models(connection, station).Where(model => Differs(connection, model)).ToList());
                foreach (var model in changes) await database.WriteAsync(unit => Apply(unit, model));
                return;
            }
            catch (Exception away) when (away is not OperationCanceledException)
            {
                log.QuirksFailed(away);
                await Task.Delay(Retry, time, stop);
            }
        }
    }

    private static List<Model> Models(DbConnection connection, string? station) => connection.Query<Model>($"""
        SELECT station_id, identity, coalesce(vendor, '') AS vendor, coalesce(model, '') AS name, coalesce(firmware_version, '') AS firmware
        FROM stations WHERE removed_at IS NULL AND last_boot_at IS NOT NULL {(station is null ? "" : "AND identity_key = @key")}
        """, new { key = station is null ? null : StationIdentity.Fold(station) }).AsList();

    private bool Differs(DbConnection connection, Model model)
    {
        var known = book.Of(model.Vendor, model.Name, model.Firmware);
        var present = StationQuirks.Of(connection, model.StationId);
        return present.Count != known.Count || present.Any(quirk => !known.TryGetValue(quirk.Quirk, out var told) || told.Value != quirk.Value);
    }

    private void Apply(WriteUnit unit, Model model)
    {
        var known = book.Of(model.Vendor, model.Name, model.Firmware);
        var present = StationQuirks.Of(unit.Connection, model.StationId).ToDictionary(quirk => quirk.Quirk, quirk => quirk.Value);
        foreach (var gone in present.Keys.Where(name => !known.ContainsKey(name)))
            unit.Connection.Execute("DELETE FROM station_quirks WHERE station_id = @StationId AND quirk = @gone", new { model.StationId, gone });
        foreach (var (name, (value, source)) in known)
        {
            if (present.TryGetValue(name, out var kept) && kept == value) continue;
            unit.Connection.Execute("""
                INSERT INTO station_quirks (station_id, quirk, value, source, since) VALUES (@StationId, @name, @value, @source, @Now)
                ON CONFLICT (station_id, quirk) DO UPDATE SET value = excluded.value, source = excluded.source, since = excluded.since
                """, new { model.StationId, name, value, source, unit.Now });
            if (QuirkKind.Find(name)!.Setting is { } column)
                unit.Connection.Execute($"UPDATE stations SET {column} = @on, version = version + 1 WHERE station_id = @StationId", new { on = true, model.StationId });
            unit.Raise(new QuirkFound(name, value) { Station = model.Identity });
        }
        unit.Raise(new StationChanged { Station = model.Identity });
    }

    private sealed class Model
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public string Vendor { get; init; } = "";
        public string Name { get; init; } = "";
        public string Firmware { get; init; } = "";
    }
}
