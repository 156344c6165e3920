using Ampwright.Csms.Availability;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;

namespace Ampwright.Csms;

/// <summary>Puts the parts together that keep stations, transactions and commands; the API and the page stand on them.</summary>
internal static class CsmsCore
{
    /// <summary>The database is opened, and its schema brought up to date, when the first part is asked for.</summary>
    public static IServiceCollection AddCsmsCore(this IServiceCollection parts, DatabaseOptions database) => parts
        .AddSingleton(database)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<EventHub>()
        .AddSingleton(built => Database.Open(
            built.GetRequiredService<DatabaseOptions>(), built.GetRequiredService<TimeProvider>(), built.GetRequiredService<EventHub>()))
        .AddSingleton<EventLog>()
        .AddSingleton<StationRegistry>()
        .AddSingleton<IdTagList>()
        .AddSingleton<ConnectorList>()
        .AddSingleton<TransactionList>()
        .AddSingleton<CommandDesk>();
}
