namespace Ampwright.Csms.Power;

internal static class PowerParts
{
    public static IServiceCollection AddPower(this IServiceCollection parts) => parts
        .AddSingleton<PowerKeeper>()
        .AddHostedService(built => built.GetRequiredService<PowerKeeper>());

    public static void MapPower(this IEndpointRouteBuilder api)
    {
        api.MapPowerPlans();
        api.MapSharedPower();
        api.MapChargingGoals();
        api.MapSitesNow();
    }
}
