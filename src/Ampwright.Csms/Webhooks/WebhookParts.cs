using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Webhooks;

internal static class WebhookParts
{
    public static IServiceCollection AddWebhooks(this IServiceCollection parts, WebhookOptions options) => parts
        .AddSingleton(options)
        .AddSingleton<SecretBox>()
        .AddSingleton<WebhookTarget>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<WebhookSignal>()
        .AddSingleton<WebhookDispatcher>()
        .AddHostedService(built => built.GetRequiredService<WebhookDispatcher>());
}
