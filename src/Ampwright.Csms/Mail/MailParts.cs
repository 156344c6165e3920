namespace Ampwright.Csms.Mail;

internal static class MailParts
{
    public static IServiceCollection AddMail(this IServiceCollection parts) => parts
        .AddSingleton<SmtpClient>()
        .AddSingleton<MailDispatcher>()
        .AddHostedService(built => built.GetRequiredService<MailDispatcher>());
}
