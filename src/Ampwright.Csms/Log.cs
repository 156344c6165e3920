using Ampwright.Csms.Commands;

namespace Ampwright.Csms;

/// <summary>
/// Every log message of the program, with stable ids: 1xx connections, 2xx messages, 3xx commands, 4xx storage, 6xx records. What is expected,
/// such as a station that goes away, is no warning.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Station {Station} connected from {Source}, epoch {Epoch}")]
    public static partial void StationConnected(this ILogger log, string station, string? source, long epoch);

    [LoggerMessage(101, LogLevel.Information, "Station {Station} disconnected, epoch {Epoch}: {Why}")]
    public static partial void StationDisconnected(this ILogger log, string station, long epoch, string why);

    [LoggerMessage(102, LogLevel.Warning, "Station {Station}: a newer connection from {Source} replaced epoch {Epoch}")]
    public static partial void StationTakenOver(this ILogger log, string station, string? source, long epoch);

    [LoggerMessage(103, LogLevel.Information, "Refused a connection from {Source} with {Status}: {Why}")]
    public static partial void ConnectionRefused(this ILogger log, string? source, int status, string why);

    [LoggerMessage(104, LogLevel.Information, "Station {Station} is known by its password, sent as {Form}")]
    public static partial void PasswordMatched(this ILogger log, string station, string form);

    [LoggerMessage(105, LogLevel.Information, "Station {Station} was silent for {Seconds:0} s: taken for dead")]
    public static partial void StationSilent(this ILogger log, string station, double seconds);

    [LoggerMessage(106, LogLevel.Error, "A connection of station {Station} ended in a defect")]
    public static partial void ConnectionFailed(this ILogger log, Exception failure, string station);

    [LoggerMessage(107, LogLevel.Warning, "Station {Station} is closed for its WebSocket frames: {Why}")]
    public static partial void FramesRefused(this ILogger log, string station, string why);

    [LoggerMessage(108, LogLevel.Warning, "Station {Station} was refused from {Source}: {Why}")]
    public static partial void StationRefused(this ILogger log, string station, string source, string why);

    [LoggerMessage(109, LogLevel.Warning, "A TLS handshake from {Source} cannot succeed: {Why}")]
    public static partial void HandshakeRefused(this ILogger log, string source, string why);

    [LoggerMessage(110, LogLevel.Information, "Dropped a connection from {Source}: too many from there have not come to a request")]
    public static partial void ConnectionDropped(this ILogger log, string source);

    [LoggerMessage(111, LogLevel.Information, "Certificates were read anew; RSA valid until {Rsa}, EC until {Ec}")]
    public static partial void CertificatesReloaded(this ILogger log, DateTime rsa, DateTime ec);

    [LoggerMessage(112, LogLevel.Error, "Certificates changed and cannot be used; those read before stay in force: {Why}")]
    public static partial void CertificatesNotReloaded(this ILogger log, string why);

    [LoggerMessage(113, LogLevel.Warning, "The certificate in {File} expires in {Days} days")]
    public static partial void CertificateExpires(this ILogger log, string file, double days);

    [LoggerMessage(200, LogLevel.Information, "Station {Station} deviates in {Action} at {Path}: {Text}")]
    public static partial void Deviation(this ILogger log, string station, string action, string path, string text);

    [LoggerMessage(201, LogLevel.Information, "Station {Station}: {Action} {MessageId} answered with {Code}: {Text}")]
    public static partial void CallRefused(this ILogger log, string station, string? action, string messageId, string code, string text);

    [LoggerMessage(202, LogLevel.Information, "Station {Station}: ignored something received, {Why}: {Text}")]
    public static partial void Ignored(this ILogger log, string station, string why, string text);

    [LoggerMessage(203, LogLevel.Error, "Station {Station}: {Action} could not be processed")]
    public static partial void HandlerFailed(this ILogger log, Exception failure, string station, string action);

    [LoggerMessage(300, LogLevel.Information, "Command {CommandId} {Action} to station {Station}: {State}")]
    private static partial void CommandIs(this ILogger log, long commandId, string action, string station, CommandState state);

    [LoggerMessage(305, LogLevel.Information, "Command {CommandId} {Action} to station {Station}: {State}: {Text}")]
    private static partial void CommandEnded(this ILogger log, long commandId, string action, string station, CommandState state, string text);

    /// <param name="text">What came of it, where there is more to say than the state.</param>
    public static void CommandChanged(this ILogger log, long commandId, string action, string station, CommandState state, string? text)
    {
        if (string.IsNullOrEmpty(text)) log.CommandIs(commandId, action, station, state);
        else log.CommandEnded(commandId, action, station, state, text);
    }

    [LoggerMessage(301, LogLevel.Information, "Station {Station} left {Count} commands in a row without an answer: closed, so that it connects anew")]
    public static partial void StationDeaf(this ILogger log, string station, int count);

    [LoggerMessage(302, LogLevel.Error, "The commands to station {Station} stopped in a defect")]
    public static partial void CommandsFailed(this ILogger log, Exception failure, string station);

    [LoggerMessage(303, LogLevel.Error, "What came of a command to station {Station} could not be stored yet")]
    public static partial void CommandNotRecorded(this ILogger log, Exception failure, string station);

    [LoggerMessage(304, LogLevel.Information, "Raw command {CommandId} {Action} to station {Station}, sent unchecked: {State} {Text}")]
    public static partial void RawCommandChanged(this ILogger log, long commandId, string action, string station, CommandState state, string? text);

    [LoggerMessage(306, LogLevel.Error, "Local lists could not be looked at; it will be done again")]
    public static partial void LocalListsWaited(this ILogger log, Exception failure);

    [LoggerMessage(307, LogLevel.Error, "Stations' certificates could not be looked at; it will be done again")]
    public static partial void CertificatesWaited(this ILogger log, Exception failure);

    [LoggerMessage(400, LogLevel.Error, "The store could not be tidied up; it will be tried again")]
    public static partial void TidyingFailed(this ILogger log, Exception failure);

    [LoggerMessage(401, LogLevel.Error, "{What} failed and was left out; the rest was stored")]
    public static partial void PartFailed(this ILogger log, Exception failure, string what);

    [LoggerMessage(600, LogLevel.Warning, "The message log dropped {Count} frames: they came faster than the store took them")]
    public static partial void MessagesDropped(this ILogger log, long count);

    [LoggerMessage(601, LogLevel.Error, "{Count} frames could not be stored in the message log and are dropped")]
    public static partial void MessagesNotStored(this ILogger log, Exception failure, int count);

    [LoggerMessage(610, LogLevel.Warning, "Webhook {Webhook}: event {Sequence} was not delivered and will be tried again: {Error}")]
    public static partial void WebhookFailed(this ILogger log, long webhook, long sequence, string error);

    [LoggerMessage(611, LogLevel.Information, "Webhook {Webhook} takes events again after {Failures} failures")]
    public static partial void WebhookRecovered(this ILogger log, long webhook, int failures);

    [LoggerMessage(612, LogLevel.Warning, "Webhook {Webhook}: event {Sequence} {Kind} was given up: {Error}")]
    public static partial void WebhookEventGivenUp(this ILogger log, long webhook, long sequence, string kind, string error);

    [LoggerMessage(613, LogLevel.Error, "Webhook {Webhook} waits: the store is away")]
    public static partial void WebhookStoreAway(this ILogger log, Exception failure, long webhook);

    [LoggerMessage(620, LogLevel.Error, "What does not add up could not be looked for; it will be tried again")]
    public static partial void ReconciliationFailed(this ILogger log, Exception failure);

    [LoggerMessage(630, LogLevel.Error, "The quirks of stations could not be brought up to date; it will be tried again")]
    public static partial void QuirksFailed(this ILogger log, Exception failure);

    [LoggerMessage(631, LogLevel.Information, "Station {Station} came by security profile {Profile} and spoke: from here on nothing lower lets it in")]
    public static partial void SecurityProfileRaised(this ILogger log, string station, int profile);

    [LoggerMessage(632, LogLevel.Information, "Station {Station}: upgrade {Upgrade} of its security profile is {State}: {Why}")]
    public static partial void UpgradeEnded(this ILogger log, string station, long upgrade, string state, string? why);

    [LoggerMessage(633, LogLevel.Error, "Upgrades of stations' security profiles could not be looked at; it will be done again")]
    public static partial void UpgradesWaited(this ILogger log, Exception failure);

    [LoggerMessage(650, LogLevel.Error, "The file of {What} is not in the data folder: {Name}")]
    public static partial void StoredFileMissing(this ILogger log, string what, string name);

    [LoggerMessage(651, LogLevel.Information, "Station {Station}: the file of upload {Upload} has come, {Bytes} bytes")]
    public static partial void LogReceived(this ILogger log, string station, long upload, long bytes);

    [LoggerMessage(652, LogLevel.Information, "Station {Station}: the file of upload {Upload} was not taken, HTTP {Status}")]
    public static partial void UploadRefused(this ILogger log, string station, long upload, int status);

    [LoggerMessage(653, LogLevel.Error, "Station {Station}: the file of upload {Upload} could not be stored")]
    public static partial void UploadNotStored(this ILogger log, Exception failure, string station, long upload);

    [LoggerMessage(660, LogLevel.Warning, "Work has not been taken up for {Seconds:0.0} s: {Threads} threads are busy, {Waiting} pieces of work wait")]
    public static partial void StallBegan(this ILogger log, double seconds, int threads, long waiting);

    [LoggerMessage(661, LogLevel.Warning, "Work was taken up again after {Seconds:0.0} s")]
    public static partial void StallEnded(this ILogger log, double seconds);

    [LoggerMessage(662, LogLevel.Warning, "The whole program stood still for {Seconds:0.0} s, {Collecting:0.0} s of it to collect garbage; the rest is the machine's")]
    public static partial void StoodStill(this ILogger log, double seconds, double collecting);

    [LoggerMessage(663, LogLevel.Error, "The store takes nothing; stations are told so and will send again: {Why}")]
    public static partial void StoreRefuses(this ILogger log, string why);

    [LoggerMessage(664, LogLevel.Information, "The store takes what it is given again after {Seconds:0.0} s; {Count} units of work were refused")]
    public static partial void StoreTakesAgain(this ILogger log, double seconds, long count);

    [LoggerMessage(665, LogLevel.Error, "The certificate in {File} is not valid any more: put another into the file, it is read by itself")]
    public static partial void CertificateExpired(this ILogger log, string file);

    [LoggerMessage(666, LogLevel.Error, "Event {Sequence} {Kind} could not be acted upon and is left out")]
    public static partial void EventLeftOut(this ILogger log, Exception failure, long sequence, string kind);

    [LoggerMessage(667, LogLevel.Error, "Transaction {TransactionId} cannot be examined; it has a case and is not billable")]
    public static partial void TransactionNotExaminable(this ILogger log, Exception failure, int transactionId);

    [LoggerMessage(668, LogLevel.Error, "Webhook {Webhook} met a defect and will be tried again")]
    public static partial void WebhookStumbled(this ILogger log, Exception failure, long webhook);

    [LoggerMessage(680, LogLevel.Error, "The price of transaction {TransactionId} cannot be booked yet")]
    public static partial void PriceNotBooked(this ILogger log, Exception failure, int transactionId);

    [LoggerMessage(681, LogLevel.Error, "Payments met a defect and go on with the next round")]
    public static partial void PaymentsFailed(this ILogger log, Exception failure);

    [LoggerMessage(682, LogLevel.Error, "A notice says that payment order {Order} is {Outcome}, and it had ended otherwise: ask the provider")]
    public static partial void PaymentNoticeContradicts(this ILogger log, string order, string outcome);

    [LoggerMessage(683, LogLevel.Error, "Payment order {Order} met a defect and is tried again")]
    public static partial void PaymentOrderFailed(this ILogger log, Exception failure, string order);

    [LoggerMessage(690, LogLevel.Error, "Quotas could not be looked at; it will be done again")]
    public static partial void QuotasWaited(this ILogger log, Exception failure);

    [LoggerMessage(700, LogLevel.Error, "The power of a site could not be shared; it will be looked at again in the next round")]
    public static partial void PowerWaited(this ILogger log, Exception failure);

    [LoggerMessage(701, LogLevel.Warning, "Site {Site}: what its stations could draw at worst is above a limit: GET /api/v1/sites/{Site}/power/worst-case says where")]
    public static partial void PowerNotHeld(this ILogger log, long site);

    [LoggerMessage(702, LogLevel.Information, "Site {Site}: what its stations could draw at worst is within every limit")]
    public static partial void PowerHeld(this ILogger log, long site);
    [LoggerMessage(720, LogLevel.Warning, "Mail of notification {Notification} was not taken and is tried again: {Error}")]
    public static partial void MailFailed(this ILogger log, long notification, string error);

    [LoggerMessage(721, LogLevel.Error, "Notification {Notification} has failed for days and is paused: {Error}")]
    public static partial void MailPaused(this ILogger log, long notification, string error);

    [LoggerMessage(722, LogLevel.Error, "Mail met a defect and goes on with the next round")]
    public static partial void MailStumbled(this ILogger log, Exception failure);

    [LoggerMessage(800, LogLevel.Warning, "Campaign {Campaign} '{Name}' stopped in wave {Wave}: {Failed} of its stations failed")]
    public static partial void CampaignStopped(this ILogger log, long campaign, string name, int wave, int failed);

    [LoggerMessage(801, LogLevel.Error, "Campaigns could not be looked at; it will be done again")]
    public static partial void CampaignsWaited(this ILogger log, Exception failure);
}
