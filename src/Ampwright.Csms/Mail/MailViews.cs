using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Authorization;

namespace Ampwright.Csms.Mail;

internal sealed record MailSettingsRequest
{
    [Required, MaxLength(253), Description("The server's name or address")]
    public string? Host { get; init; }

    [Description("587 when absent")]
    public int? Port { get; init; }

    [Description("StartTls, Tls (from the first byte, mostly port 465), or None: for a server on this machine, without a password. StartTls when absent")]
    public string? Security { get; init; }

    [MaxLength(200), Description("Null: the server takes mail without one")]
    public string? User { get; init; }

    [MaxLength(200), Description("Never told again")]
    public string? Password { get; init; }

    [Required, MaxLength(254), Description("The sender's address")]
    public string? From { get; init; }

    [Description("The root that the server's certificate leads to, as PEM; null: those the machine trusts")]
    public string? Root { get; init; }
}

internal sealed record MailSettingsView(string Host, int Port, string Security, string? User, bool HasPassword, string From, string? Root)
{
    public static MailSettingsView Of(MailServer server) => new(
        server.Host, server.Port, server.Security.ToString(), server.User, server.PasswordSealed is not null, server.From, server.Root);
}

internal sealed record MailTestRequest
{
    [Required, MaxLength(254)]
    public string? Address { get; init; }
}

internal sealed record MailTestView([property: Description("Whether the server took it; whether it arrives is not known")] bool Taken, string? Error);

internal sealed record NotificationRequest
{
    [Required, MaxLength(254), Description("Where the mail goes")]
    public string? Address { get; init; }

    [Required, Description("Kinds of events")]
    public IReadOnlyList<string>? Kinds { get; init; }

    [Description("A station's identity: only its events")]
    public string? Station { get; init; }

    [Description("Soon (within a minute), Hourly, Daily, or Weekly (on Mondays); Soon when absent")]
    public string? Pace { get; init; }

    [Description("When a daily or weekly one is sent, as 07:00, which it is when absent")]
    public string? At { get; init; }

    [Description("By whose clock, as Europe/Berlin; UTC when absent")]
    public string? TimeZone { get; init; }

    public bool? Paused { get; init; }
}

internal sealed record NotificationView(
    long Id, string Address, IReadOnlyList<string> Kinds, string? Station, string Pace, string At, string TimeZone,
    [property: Description("By the account, or by itself after three days of failing")] bool Paused,
    DateTimeOffset NextAt, DateTimeOffset? LastSentAt, [property: Description("Tries in a row that failed")] int Failures, string? LastError)
{
    public static NotificationView Of(MailSubscription subscription) => new(
        subscription.SubscriptionId, subscription.Address, [.. subscription.Kinds.Split(',')], subscription.Station, subscription.Pace.ToString(),
        WeeklyWindows.MinuteToText(subscription.SendMinute), subscription.TimeZone, subscription.PausedAt is not null, subscription.DueAt, subscription.LastSentAt,
        subscription.Failures, subscription.LastError);
}
