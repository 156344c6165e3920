using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Demonstration;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Dapper;

namespace Ampwright.Csms.Tests.Demonstration;

/// <summary>An installation with a demonstration, which ends on a Thursday in May 2026 at noon.</summary>
internal sealed class DemonstrationWorld : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 5, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly PostgresAddress? _borrowed = TestDatabases.OnPostgres ? TestDatabases.Borrow() : null;

    /// <summary>What the making told.</summary>
    public StringWriter Told { get; } = new();

    public CsmsOptions Options => new() { Data = _folder["data"], Database = _borrowed };

    public static async Task<DemonstrationWorld> MakeAsync()
    {
        var world = new DemonstrationWorld();
        await world.MakeAgainAsync();
        return world;
    }

    public Task MakeAgainAsync() => DemonstrationMaking.RunAsync(Options, Told, Now, TestContext.Current.CancellationToken);

    public Task RemoveAsync() => DemonstrationCommands.RemoveAsync(Options, Told);

    /// <summary>The program, served over it.</summary>
    public Task<ServedCsms> ServeAsync() => ServedCsms.StartAsync(new ManualTimeProvider(Now), folder: _folder.Path, with: options => options with { Database = _borrowed });

    /// <summary>Asks the store while the program does not run.</summary>
    public async Task<T> AskAsync<T>(Func<DbConnection, T> query)
    {
        Directory.CreateDirectory(Options.Data);
        await using var database = Database.Open(
            new DatabaseOptions { Location = _borrowed ?? (DatabaseLocation)new SqliteFile(Path.Combine(Options.Data, "csms.db")) }, TimeProvider.System, new Ampwright.Csms.Events.EventHub());
        return await database.ReadAsync(query);
    }

    /// <summary>Changes the store while the program does not run.</summary>
    public async Task WriteAsync(Action<WriteUnit> work)
    {
        await using var database = Database.Open(
            new DatabaseOptions { Location = _borrowed ?? (DatabaseLocation)new SqliteFile(Path.Combine(Options.Data, "csms.db")) }, TimeProvider.System, new Ampwright.Csms.Events.EventHub());
        await database.WriteAsync(work);
    }

    /// <summary>Every row of every table, as text.</summary>
    public static Dictionary<string, List<string>> Rows(DbConnection connection) => TestDatabases.Tables(connection)
        .Where(table => !table.StartsWith("sqlite_", StringComparison.Ordinal))
        .ToDictionary(table => table, table => connection.Query($"SELECT * FROM {table}").Select(row => string.Join(" | ", ((IDictionary<string, object?>)row).Select(Text))).ToList());

    public void Dispose()
    {
        TestDatabases.GiveBack(_borrowed);
        _folder.Dispose();
    }

    private static string Text(KeyValuePair<string, object?> cell) =>
        $"{cell.Key}={(cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(cell.Value, CultureInfo.InvariantCulture))}";
}
