using Ampwright.Csms.TransportSecurity;

namespace Ampwright.Csms.StationCertificates;

internal static class CertificateParts
{
    /// <param name="services">The program's parts.</param>
    /// <param name="organisation">The operator's name.</param>
    /// <param name="dataFolder">Where the authority's root is kept.</param>
    public static void AddStationCertificates(this IServiceCollection services, string organisation, string dataFolder)
    {
        services.AddSingleton(new CertificateSettings(organisation));
        services.AddSingleton(built => new StationAuthority(new TlsFolder(dataFolder), organisation, built.GetRequiredService<TimeProvider>()));
        services.AddHostedService<CertificateKeeper>();
    }
}
