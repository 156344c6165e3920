using Ampwright.Csms.Authorization;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Power;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Privacy;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Reports;
using Ampwright.Csms.Retention;
using Ampwright.Csms.Sites;
using Ampwright.Csms.LocalAuthList;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Microsoft.AspNetCore.Http.Features;

namespace Ampwright.Csms;

/// <summary>Puts the parts together that keep stations, transactions and commands; the API and the page stand on them.</summary>
internal static class CsmsCore
{
    /// <summary>The database is opened, and its schema brought up to date, when the first part is asked for.</summary>
    public static IServiceCollection AddCsmsCore(this IServiceCollection parts, DatabaseOptions database, ConnectionOptions? connections = null) => parts
        .AddSingleton(database)
        .AddSingleton(connections ?? new ConnectionOptions())
        .AddSingleton(TimeProvider.System)
        .AddSingleton<CsmsMetrics>()
        .AddSingleton<EventHub>()
        .AddSingleton(OpenDatabase)
        .AddSingleton<EventLog>()
        .AddSingleton<SiteList>()
        .AddSingleton<StationRegistry>()
        .AddSingleton<IdTagList>()
        .AddSingleton<DriverList>()
        .AddSingleton<VehicleList>()
        .AddSingleton<GroupList>()
        .AddSingleton<RuleList>()
        .AddSingleton<ConnectorList>()
        .AddSingleton<TransactionList>()
        .AddSingleton<SignedValues>()
        .AddSingleton<MeterValueList>()
        .AddSingleton<SetAsideList>()
        .AddSingleton<CommandSecrets>()
        .AddSingleton<CommandDesk>()
        .AddMessageLog()
        .AddReconciliation()
        .AddPrices()
        .AddReports()
        .AddPrivacy()
        .AddPower()
        .AddSingleton<Leases>()
        .AddSingleton<LiveStations>()
        .AddSingleton<Admission>()
        .AddSingleton<OcppEndpoint>()
        .AddHostedService<StationWatch>()
        .AddHostedService<BulkRunner>()
        .AddHostedService<QuotaKeeper>()
        .AddHostedService<LocalListKeeper>()
        .AddSingleton<Forgetting>()
        .AddHostedService(built => built.GetRequiredService<Forgetting>())
        .AddHostedService<Housekeeping>();

    /// <summary>
    /// Serves <c>/ocpp/{identity}</c>. Put it before everything that looks at accounts, cookies or routes: stations have none of these.
    /// </summary>
    public static void UseStations(this WebApplication app) => app.Map("/ocpp", stations =>
    {
        stations.Use((context, next) =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
            {
                context.Features.Set<IHttpUpgradeFeature>(new LifeSignUpgrade(
                    upgrade, context.RequestServices.GetRequiredService<ConnectionOptions>(), context.RequestServices.GetRequiredService<TimeProvider>()));
            }
            return next(context);
        });
        stations.UseWebSockets();
        stations.Run(context => context.RequestServices.GetRequiredService<OcppEndpoint>().ServeAsync(context));
    });

    private static Database OpenDatabase(IServiceProvider built)
    {
        var log = built.GetRequiredService<ILogger<Database>>();
        var options = built.GetRequiredService<DatabaseOptions>() with
        {
            Committed = built.GetRequiredService<CsmsMetrics>().Committed,
            PartFailed = (failure, what) => log.PartFailed(failure, what),
            Refused = why => log.StoreRefuses(why.Message),
            TakesAgain = (after, units) => log.StoreTakesAgain(after.TotalSeconds, units),
        };
        return Database.Open(options, built.GetRequiredService<TimeProvider>(), built.GetRequiredService<EventHub>());
    }
}
