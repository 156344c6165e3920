using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Ampwright.Csms.Webhooks;

internal record WebhookRequest
{
    [Required, MaxLength(500), Description("Where events are sent: an https address, without user and password")]
    public string? Url { get; init; }

    [MaxLength(200), Description("What the signature is made with, 16 to 200 printable ASCII characters; generated when absent at first, kept when absent later")]
    public string? Secret { get; init; }

    [Description("Kinds of events; all when absent or empty")]
    public IReadOnlyList<string>? Kinds { get; init; }

    [Description("A station's identity: only its events")]
    public string? Station { get; init; }

    [Description("Numbers of sites: only events of stations there. All of yours when absent at first, kept when absent later")]
    public IReadOnlyList<long>? Sites { get; init; }

    [Description("True: nothing is sent until it is false again; then it goes on where it was")]
    public bool? Paused { get; init; }
}

internal sealed record WebhookView(
    long Id,
    string Url,
    [property: Description("Empty: all")] IReadOnlyList<string> Kinds,
    string? Station,
    [property: Description("The sites whose stations' events it tells; null: all, and events that concern no single station")] IReadOnlyList<long>? Sites,
    bool Paused,
    [property: Description("The sequence number up to which every event is delivered, not wanted or given up")] long Position,
    [property: Description("How many events the log has beyond the position, wanted or not")] long Behind,
    [property: Description("Tries in a row that failed; 0 when all is well")] int Failures,
    [property: Description("When the event that fails is tried again")] DateTimeOffset? NextTryAt,
    [property: Description("What went wrong the last time; null when the last try went well")] string? LastError,
    DateTimeOffset? LastFailureAt,
    DateTimeOffset? LastDeliveryAt,
    [property: Description("Events that were given up and can be sent again")] long DeadLetters,
    DateTimeOffset CreatedAt,
    string CreatedBy)
{
    public static WebhookView Of(WebhookRecord webhook, long last, long position) => new(
        webhook.WebhookId, webhook.Url, webhook.KindList, webhook.Station, webhook.Scope.Sites, webhook.PausedAt is not null, position, Math.Max(0, last - position),
        webhook.Failures, webhook.NextTryAt, webhook.LastError, webhook.LastFailureAt, webhook.LastDeliveryAt, webhook.DeadLetters, webhook.CreatedAt,
        webhook.CreatedBy);
}

internal sealed record NewWebhookView(
    WebhookView Webhook,
    [property: Description("The generated secret, told only here; null when one was given")] string? Secret);

internal sealed record DeadLetterView(
    long Id,
    [property: Description("The sequence number of the event")] long Sequence,
    string Kind,
    string? Station,
    [property: Description("What went wrong the last time")] string Error,
    [property: Description("When it was given up")] DateTimeOffset DiedAt,
    [property: Description("Whether it is about to be sent again")] bool Resending,
    [property: Description("The event as it was and will be sent")] JsonElement Event)
{
    public static DeadLetterView Of(DeadLetterRecord letter) => new(
        letter.DeadLetterId, letter.Sequence, letter.Kind, letter.Station, letter.Error, letter.DiedAt, letter.ResendAt is not null, JsonElement.Parse(letter.Body));
}

internal sealed record ResentView([property: Description("How many dead letters are sent again")] int Count);
