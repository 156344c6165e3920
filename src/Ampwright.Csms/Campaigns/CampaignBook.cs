using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Campaigns;

/// <summary>The campaigns in the store, and each station's part. All of it is there: a restart loses nothing.</summary>
internal static class CampaignBook
{
    private const string Columns = """
        SELECT campaign_id, name, kind, action, request, firmware_id, any_model, state, detail, concurrency, pause_seconds, needs_go_ahead, stop_after, stop_percent,
               patience_seconds, skips_offline, has_canary, wave, waves, wave_over_at, go_ahead, forgiven, version, requested_by, created_at, finished_at
        FROM campaigns
        """;

    private const string PartColumns = """
        SELECT p.campaign_id, p.station_id, s.identity AS station, p.position, p.wave, p.state, p.detail, p.command_id, p.step, p.attempts, p.began_at, p.due_at, p.ended_at
        FROM campaign_stations p JOIN stations s ON s.station_id = p.station_id
        """;

    // It is paused, resumed and cancelled as a whole, so whoever does not see all of its stations does not see it.
    private const string Seen = """
        (@All OR NOT EXISTS (
          SELECT 1 FROM campaign_stations t JOIN stations s ON s.station_id = t.station_id
          WHERE t.campaign_id = campaigns.campaign_id AND s.site_id NOT IN @Ids))
        """;

    public static Campaign? Find(DbConnection connection, long id) => connection.QuerySingleOrDefault<Campaign>($"{Columns} WHERE campaign_id = @id", new { id });

    /// <summary>Null also when some of its stations stand at other sites than the scope covers.</summary>
    public static Campaign? Find(DbConnection connection, long id, SiteScope scope) =>
        connection.QuerySingleOrDefault<Campaign>($"{Columns} WHERE campaign_id = @id AND {Seen}", new { id, scope.All, scope.Ids });

    /// <summary>The newest first, those whose stations the scope covers.</summary>
    public static List<Campaign> List(DbConnection connection, SiteScope scope, CampaignState? state, long before, int limit) => connection.Query<Campaign>(
        $"{Columns} WHERE campaign_id < @before AND (@state IS NULL OR state = @state) AND {Seen} ORDER BY campaign_id DESC LIMIT @limit",
        new { before, state = state?.ToString(), scope.All, scope.Ids, limit }).AsList();

    /// <summary>Those that decide by themselves what comes next.</summary>
    public static List<Campaign> GoingOn(DbConnection connection) => connection.Query<Campaign>($"{Columns} WHERE state IN ('Running', 'Resting', 'Awaiting')").AsList();

    public static (long Id, byte[] Hash)? OfRequest(DbConnection connection, string requestedBy, string key) => connection.QuerySingleOrDefault<(long, byte[])?>(
        "SELECT campaign_id, idempotency_hash FROM campaigns WHERE requested_by = @requestedBy AND idempotency_key = @key", new { requestedBy, key });

    public static List<TemplateKey> Values(DbConnection connection, long id) => connection.Query<(string Name, string Value)>(
        "SELECT name, value FROM campaign_values WHERE campaign_id = @id ORDER BY position", new { id }).Select(value => new TemplateKey(value.Name, value.Value)).ToList();

    /// <param name="stations">Their numbers, in the order in which their turns come.</param>
    public static long Add(WriteUnit unit, NewCampaign made, IReadOnlyList<long> stations)
    {
        var waves = made.Waves(stations.Count);
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO campaigns (name, kind, action, request, firmware_id, any_model, state, concurrency, pause_seconds, needs_go_ahead, stop_after, stop_percent,
              patience_seconds, skips_offline, has_canary, waves, requested_by, created_at, idempotency_key, idempotency_hash)
            VALUES (@Name, @kind, @action, @request, @FirmwareId, @AnyModel, 'Running', @Concurrency, @pause, @NeedsGoAhead, @StopAfter, @StopPercent,
              @patience, @SkipsOffline, @canary, @waves, @RequestedBy, @Now, @key, @hash) RETURNING campaign_id
            """, new
        {
            made.Name,
            kind = made.Kind.ToString(),
            action = made.Command?.Kind.Action.Name,
            request = made.Command?.StoredRequest,
            made.FirmwareId,
            made.AnyModel,
            made.Concurrency,
            pause = (long)made.Pause.TotalSeconds,
            made.NeedsGoAhead,
            made.StopAfter,
            made.StopPercent,
            patience = (long)made.Patience.TotalSeconds,
            made.SkipsOffline,
            canary = made.Canary > 0,
            waves = waves.Count,
            made.RequestedBy,
            unit.Now,
            key = made.Idempotency?.Key,
            hash = made.Idempotency?.Hash,
        });
        foreach (var (at, value) in made.Values.Index())
            unit.Connection.Execute("INSERT INTO campaign_values (campaign_id, position, name, value) VALUES (@id, @at, @Name, @Value)", new { id, at, value.Name, value.Value });
        var position = 0;
        foreach (var (wave, size) in waves.Index())
        {
            for (var taken = 0; taken < size; taken++, position++)
            {
                unit.Connection.Execute("INSERT INTO campaign_stations (campaign_id, station_id, position, wave, state) VALUES (@id, @station, @position, @wave, 'Waiting')",
                    new { id, station = stations[position], position, wave = wave + 1 });
            }
        }
        return id;
    }

    /// <summary>What of it may be changed while it runs.</summary>
    public static void Change(WriteUnit unit, Campaign changed) => unit.Connection.Execute("""
        UPDATE campaigns SET name = @Name, concurrency = @Concurrency, pause_seconds = @PauseSeconds, needs_go_ahead = @NeedsGoAhead, stop_after = @StopAfter,
          stop_percent = @StopPercent, version = version + 1
        WHERE campaign_id = @CampaignId
        """, new { changed.Name, changed.Concurrency, changed.PauseSeconds, changed.NeedsGoAhead, changed.StopAfter, changed.StopPercent, changed.CampaignId });

    /// <summary>Where it is, which no person says.</summary>
    public static void Store(WriteUnit unit, Campaign campaign) => unit.Connection.Execute("""
        UPDATE campaigns SET state = @state, detail = @Detail, wave = @Wave, wave_over_at = @WaveOverAt, go_ahead = @GoAhead, forgiven = @Forgiven, finished_at = @FinishedAt
        WHERE campaign_id = @CampaignId
        """, new { state = campaign.State.ToString(), campaign.Detail, campaign.Wave, campaign.WaveOverAt, campaign.GoAhead, campaign.Forgiven, campaign.FinishedAt, campaign.CampaignId });

    public static CampaignPart? Part(DbConnection connection, long id, long stationId) =>
        connection.QuerySingleOrDefault<CampaignPart>($"{PartColumns} WHERE p.campaign_id = @id AND p.station_id = @stationId", new { id, stationId });

    public static CampaignPart? NextWaiting(DbConnection connection, Campaign campaign) => connection.QueryFirstOrDefault<CampaignPart>(
        $"{PartColumns} WHERE p.campaign_id = @CampaignId AND p.wave = @Wave AND p.state = 'Waiting' ORDER BY p.position LIMIT 1", new { campaign.CampaignId, campaign.Wave });

    /// <summary>All that are under way, of campaigns that go on and of those that do not.</summary>
    public static List<CampaignPart> AllRunning(DbConnection connection) => connection.Query<CampaignPart>($"{PartColumns} WHERE p.state = 'Running'").AsList();

    /// <summary>Those whose time is over, and those that no event tells of.</summary>
    public static List<CampaignPart> ToLookAt(DbConnection connection, DateTimeOffset now) => connection.Query<CampaignPart>($"""
        {PartColumns} JOIN campaigns c ON c.campaign_id = p.campaign_id LEFT JOIN local_lists l ON l.station_id = p.station_id
        WHERE p.state = 'Running' AND (p.due_at <= @now
          OR (c.kind = 'LocalList' AND (l.state IN ('Failing', 'Unsupported', 'Disabled', 'Off') OR (l.state = 'InStep' AND l.asked_by IS NULL))))
        """, new { now }).AsList();

    public static List<CampaignPart> RunningOf(DbConnection connection, string station) => connection.Query<CampaignPart>(
        $"{PartColumns} WHERE p.state = 'Running' AND s.identity_key = @key", new { key = StationIdentity.Fold(station) }).AsList();

    public static List<CampaignPart> Parts(DbConnection connection, long id, PartState? state, int? wave, long after, int limit) => connection.Query<CampaignPart>($"""
        {PartColumns}
        WHERE p.campaign_id = @id AND (@state IS NULL OR p.state = @state) AND (@wave IS NULL OR p.wave = @wave) AND p.position > @after
        ORDER BY p.position LIMIT @limit
        """, new { id, state = state?.ToString(), wave, after, limit }).AsList();

    public static void Store(WriteUnit unit, CampaignPart part)
    {
        unit.Connection.Execute("""
            UPDATE campaign_stations SET wave = @Wave, state = @state, detail = @Detail, command_id = @CommandId, step = @Step, attempts = @Attempts,
              began_at = @BeganAt, due_at = @DueAt, ended_at = @EndedAt
            WHERE campaign_id = @CampaignId AND station_id = @StationId
            """, new
        {
            part.Wave,
            state = part.State.ToString(),
            part.Detail,
            part.CommandId,
            part.Step,
            part.Attempts,
            part.BeganAt,
            part.DueAt,
            part.EndedAt,
            part.CampaignId,
            part.StationId,
        });
        unit.Raise(new CampaignStationChanged(part.CampaignId, part.State.ToString(), part.Wave, part.Detail) { Station = part.Station });
    }

    /// <summary>Where the stations of each wave are, by the wave's number.</summary>
    public static SortedDictionary<int, WaveCount> Counts(DbConnection connection, long id)
    {
        var counts = new SortedDictionary<int, WaveCount>();
        foreach (var (wave, state, number) in connection.Query<(int Wave, string State, int Number)>(
            "SELECT wave, state, CAST(count(*) AS INTEGER) FROM campaign_stations WHERE campaign_id = @id GROUP BY wave, state", new { id }))
            counts[wave] = counts.GetValueOrDefault(wave, WaveCount.None).With(Enum.Parse<PartState>(state), number);
        return counts;
    }

    public static WaveCount Count(DbConnection connection, long id, int wave) => Counts(connection, id).GetValueOrDefault(wave, WaveCount.None);

    public static void Tell(WriteUnit unit, long id)
    {
        var campaign = Find(unit.Connection, id)!;
        var all = Counts(unit.Connection, id).Values;
        unit.Raise(new CampaignChanged(id, campaign.Name, campaign.Kind.ToString(), campaign.State.ToString(), campaign.Wave, campaign.Waves, all.Sum(wave => wave.Total),
            all.Sum(wave => wave.Done), all.Sum(wave => wave.Failed), all.Sum(wave => wave.Skipped)));
    }
}
