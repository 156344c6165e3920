using Ampwright.Csms.Campaigns.Work;

namespace Ampwright.Csms.Campaigns;

internal static class CampaignParts
{
    public static void AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<CampaignWorks>();
        services.AddSingleton<CampaignRunner>();
        services.AddSingleton<CampaignReading>();
        services.AddHostedService<CampaignKeeper>();
    }
}
