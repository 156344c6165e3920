namespace Ampwright.Csms.MessageLog;

internal static class MessageLogParts
{
    public static IServiceCollection AddMessageLog(this IServiceCollection parts, MessageLogOptions? options = null) => parts
        .AddSingleton(options ?? new MessageLogOptions())
        .AddSingleton<MessageLogSwitch>()
        .AddSingleton<FrameQueue>()
        .AddSingleton<MessageTails>()
        .AddSingleton<MessageSearch>()
        .AddHostedService<MessageLogWriter>()
        .AddHostedService<MessageRetention>();
}
