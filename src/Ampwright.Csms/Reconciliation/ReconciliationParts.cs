namespace Ampwright.Csms.Reconciliation;

internal static class ReconciliationParts
{
    public static IServiceCollection AddReconciliation(this IServiceCollection parts, ReconciliationOptions? options = null) => parts
        .AddSingleton(options ?? new ReconciliationOptions())
        .AddSingleton<Examiner>()
        .AddSingleton<OrphanWatch>()
        .AddSingleton<GhostWatch>()
        .AddSingleton<ClosingRules>()
        .AddHostedService<Reconciler>();
}
