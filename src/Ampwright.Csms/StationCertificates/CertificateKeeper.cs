using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Certificates;
using Dapper;

namespace Ampwright.Csms.StationCertificates;

/// <summary>Has the installation's own authority sign what waits for it, and warns 30, 7 and 1 days before a station's certificate ends.</summary>
internal sealed class CertificateKeeper(
    EventHub events, Database database, StationAuthority authority, CertificateSettings settings, TimeProvider time, ILogger<CertificateKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);
    private static readonly int[] WarnedDays = [1, 7, 30];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(unit => CertificatePolicy.PutFirst(unit, settings.Organisation));
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            while (true)
            {
                using var subscription = events.Subscribe(capacity: 16 * 1024);
                // At the start, and after falling behind, nobody knows what was missed.
                var due = true;
                while (true)
                {
                    if (due && !await DoAsync()) await Task.Delay(StoreRetry, time, stoppingToken);
                    else due = false;
                    if (due) continue;
                    var more = subscription.WaitAsync(stoppingToken);
                    await Task.WhenAny(more, tick);
                    if (tick.IsCompleted)
                    {
                        await tick;
                        tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                        due = true;
                    }
                    if (!more.IsCompleted) continue;
                    if (!await more) break;
                    while (subscription.TryRead(out var recorded)) due |= recorded.Change is CertificateRequestChanged { State: nameof(CertificateRequestState.Waiting) };
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    /// <returns>Whether the store was there.</returns>
    private async Task<bool> DoAsync()
    {
        try
        {
            foreach (var waiting in await database.ReadAsync(CertificateRequests.ForUs)) await SignAsync(waiting);
            await WarnAsync();
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.CertificatesWaited(failure);
            return false;
        }
    }

    private async Task SignAsync(CertificateRequestRecord waiting)
    {
        var policy = await database.ReadAsync(CertificatePolicy.Of);
        if (SigningRequest.Read(waiting.Csr, out var request) is { } failure)
        {
            await database.WriteAsync(unit => CertificateRequests.End(unit, waiting, CertificateRequestState.Refused, failure.Explanation));
            return;
        }
        using var chain = authority.Issue(request!, TimeSpan.FromDays(policy.ValidDays));
        await database.WriteAsync(unit =>
        {
            if (CertificateRequests.Find(unit.Connection, waiting.RequestId) is { State: CertificateRequestState.Waiting } still) CertificateRequests.Issue(unit, still, chain);
        });
    }

    private async Task WarnAsync()
    {
        foreach (var days in WarnedDays)
        {
            var until = time.GetUtcNow().AddDays(days);
            var ending = await database.ReadAsync(connection => connection.Query<(long Id, string Station, string Serial, DateTimeOffset ExpiresAt)>("""
                SELECT r.request_id, s.identity, r.serial_number, r.expires_at FROM certificate_requests r JOIN stations s USING (station_id)
                WHERE r.state = 'Installed' AND r.expires_at <= @until AND coalesce(r.warned_days, 1000) > @days
                  AND NOT EXISTS (SELECT 1 FROM certificate_requests newer WHERE newer.station_id = r.station_id AND newer.request_id > r.request_id AND newer.state = 'Installed')
                """, new { until, days }).AsList());
            if (ending.Count == 0) continue;
            await database.WriteAsync(unit =>
            {
                foreach (var certificate in ending)
                {
                    unit.Connection.Execute("UPDATE certificate_requests SET warned_days = @days WHERE request_id = @Id", new { days, certificate.Id });
                    unit.Raise(new StationCertificateEnds(certificate.Serial, certificate.ExpiresAt, days) { Station = certificate.Station });
                }
            });
        }
    }
}
