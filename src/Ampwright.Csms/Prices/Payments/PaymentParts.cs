using System.Security.Cryptography;

namespace Ampwright.Csms.Prices.Payments;

internal static class PaymentParts
{
    private const int SecretBytes = 32;

    /// <param name="parts">The program's.</param>
    /// <param name="test">Whether payments are made by the provider that moves no money; else by nobody.</param>
    public static IServiceCollection AddPayments(this IServiceCollection parts, bool test)
    {
        if (test) parts.AddSingleton(new TestPaymentProvider(RandomNumberGenerator.GetBytes(SecretBytes))).AddSingleton<IPaymentProvider>(built => built.GetRequiredService<TestPaymentProvider>());
        return parts.AddSingleton<PaymentProviders>().AddSingleton<PaymentNotices>().AddSingleton<PaymentRunner>().AddHostedService(built => built.GetRequiredService<PaymentRunner>());
    }
}
