using Ampwright.Csms.Prices.Payments;

namespace Ampwright.Csms.Prices;

internal static class PriceParts
{
    public static IServiceCollection AddPrices(this IServiceCollection parts) => parts
        .AddSingleton<TariffList>()
        .AddSingleton<AssignmentList>()
        .AddSingleton<Bookkeeper>();

    public static void MapPrices(this IEndpointRouteBuilder api)
    {
        api.MapTariffs();
        api.MapTariffAssignments();
        api.MapSessionPrices();
        api.MapPriceCalculation();
        api.MapPriceEntries();
        api.MapReceipts();
        api.MapStatements();
        api.MapPayments();
    }
}
