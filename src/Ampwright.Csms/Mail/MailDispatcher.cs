using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Mail;

/// <summary>
/// Tells accounts by mail what they asked for, out of the durable log.
/// <code>
///   due ─► its account and what that may see ─► the events since the last mail, all in one ─┬─ taken by the server ─► position on, next time
///                                                                                           ├─ nothing to tell ─► position on, next time, no mail
///                                                                                           └─ not taken ─► the same and what comes, later; paused after days
/// </code>
/// An event may be told twice, when the program ends between the server's yes and the store. None is left out.
/// </summary>
internal sealed class MailDispatcher(Database database, EventLog events, SmtpClient client, SecretBox box, TimeProvider time, ILogger<MailDispatcher> log) : BackgroundService
{
    /// <summary>How often it looks whether something is due.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(25);

    /// <summary>After so many tries, the last ones an hour apart, about three days, it is paused.</summary>
    public const int MostFailures = 75;

    private const int Batch = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RoundAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    /// <exception cref="SmtpException">It was not taken.</exception>
    public async Task SendAsync(MailServer server, string to, string subject, string text, string id, CancellationToken stop) =>
        await client.SendAsync(server, server.Password(box), new MailMessage(server.From, to, subject, text, id), stop);

    private async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            foreach (var subscription in await database.ReadAsync(connection => MailSubscription.Due(connection, time.GetUtcNow())))
            {
                try
                {
                    await TellAsync(subscription, stop);
                }
                catch (Exception defect) when (defect is not (OperationCanceledException or StorageException or DbException))
                {
                    // The others are told all the same.
                    log.MailStumbled(defect);
                }
            }
        }
        catch (Exception failure) when (failure is StorageException or DbException)
        {
            log.TidyingFailed(failure);
        }
    }

    private async Task TellAsync(MailSubscription subscription, CancellationToken stop)
    {
        if (await database.ReadAsync(connection => Accounts.Find(connection, subscription.Account)) is not { } account)
        {
            await database.WriteAsync(unit => MailSubscription.Remove(unit, subscription.SubscriptionId));
            return;
        }
        var began = time.GetUtcNow();
        var (text, position) = await CollectAsync(subscription, new EventScope(database, account.Scope));
        if (text.Count == 0)
        {
            // A quiet minute is not worth a write, unless much was looked through.
            if (subscription.Pace == MailPace.Soon && position - subscription.Position < Batch) return;
            await database.WriteAsync(unit => subscription.Told(unit, position, sent: false, subscription.NextAfter(began)));
            return;
        }
        try
        {
            var server = await database.ReadAsync(MailServer.Read) ?? throw new SmtpException("No mail server is set: PUT /api/v1/mail-settings.");
            await SendAsync(server, subscription.Address, text.Subject, text.ToString(), FormattableString.Invariant($"{subscription.SubscriptionId}.{subscription.Position}.{position}"), stop);
            await database.WriteAsync(unit => subscription.Told(unit, position, sent: true, subscription.NextAfter(began)));
        }
        catch (SmtpException failure)
        {
            var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(subscription.Failures, 10)));
            var pause = subscription.Failures + 1 >= MostFailures;
            await database.WriteAsync(unit => subscription.Failed(unit, failure.Message, unit.Now + (wait < LongestWait ? wait : LongestWait), pause));
            if (subscription.Failures == 0) log.MailFailed(subscription.SubscriptionId, failure.Message);
            if (pause) log.MailPaused(subscription.SubscriptionId, failure.Message);
        }
    }

    private async Task<(MailText Text, long Position)> CollectAsync(MailSubscription subscription, EventScope scope)
    {
        var (text, position, kinds) = (new MailText(), subscription.Position, subscription.KindSet);
        while (await events.AfterAsync(position, Batch) is { Count: > 0 } batch)
        {
            foreach (var recorded in batch)
            {
                position = recorded.Sequence;
                // It is shown every event, wanted or not: where a station stands is told by them.
                if (!await scope.SeesAsync(recorded) || !kinds.Contains(recorded.Kind)) continue;
                if (subscription.StationKey is { } key && (recorded.Change.Station is not { } station || StationIdentity.Fold(station) != key)) continue;
                text.Add(recorded);
            }
            if (batch.Count < Batch) break;
        }
        return (text, position);
    }
}
