using Ampwright.Csms.Commands;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>What each kind of campaign does.</summary>
internal sealed class CampaignWorks(CommandSecrets secrets)
{
    private readonly Dictionary<CampaignKind, CampaignWork> _works = new()
    {
        [CampaignKind.Firmware] = new FirmwareWork(),
        [CampaignKind.Configuration] = new ConfigurationWork(),
        [CampaignKind.LocalList] = new LocalListWork(),
        [CampaignKind.CertificateRenewal] = new CertificateWork(),
        [CampaignKind.RootCertificate] = new RootCertificateWork(),
        [CampaignKind.Password] = new PasswordWork(secrets),
    };

    public CampaignWork Of(CampaignKind kind) => _works[kind];
}
