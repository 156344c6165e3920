using Ampwright.Csms.Hosting;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.TransportSecurity;

namespace Ampwright.Csms.SecurityProfiles;

internal static class UpgradeParts
{
    /// <param name="services">The program's parts.</param>
    /// <param name="options">What the program was started with.</param>
    /// <param name="ports">Where it listens.</param>
    public static void AddSecurityProfileUpgrades(this IServiceCollection services, CsmsOptions options, ListenSockets ports)
    {
        services.AddSingleton(built => new SecureEntrance(
            options, ports, built.GetService<TlsFiles>(), built.GetRequiredService<StationAuthority>(), built.GetRequiredService<TimeProvider>()));
        services.AddSingleton<UpgradeRunner>();
        services.AddHostedService<UpgradeKeeper>();
    }
}
