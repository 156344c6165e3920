namespace Ampwright.Csms.Webhooks;

/// <summary>What came of one try to deliver.</summary>
/// <param name="Error">What went wrong, in words; null: delivered.</param>
/// <param name="Refused">The target does not want this event; another one it may.</param>
/// <param name="Wait">How long the target asked to be left alone.</param>
internal sealed record WebhookOutcome(string? Error, bool Refused = false, TimeSpan? Wait = null)
{
    public static WebhookOutcome Delivered { get; } = new(Error: null);
}
