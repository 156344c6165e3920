using System.CommandLine;
using Ampwright.Csms.Backup;
using Ampwright.Csms.Events;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;

namespace Ampwright.Csms.Demonstration;

/// <summary><c>demonstration make</c> and <c>demonstration remove</c>: both while the program does not run.</summary>
internal static class DemonstrationCommands
{
    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "The installation's data folder", Required = true };
    private static readonly Option<string?> Address = new("--database") { HelpName = "ADDRESS", Description = $"Its PostgreSQL database, where it has one: {PostgresAddress.Form}" };
    private static readonly Option<string?> AddressFile = new("--database-file") { HelpName = "FILE", Description = $"The same, read from a file; or from the variable {DatabaseOption.Variable}" };

    public static Command All(Func<string, string?> environment)
    {
        CsmsOptions Read(ParseResult parsed) => new()
        {
            Data = parsed.GetValue(Data)!,
            Database = DatabaseOption.Choose(parsed.GetValue(Address), parsed.GetValue(AddressFile), environment(DatabaseOption.Variable)),
        };
        return new Command("demonstration", "A community with stations, drivers, prices and three weeks of sessions, to look at")
        {
            UpkeepCommands.Make("make", "Make it in an empty installation", [Data, Address, AddressFile],
                (parsed, console) => DemonstrationMaking.RunAsync(Read(parsed), console, TimeProvider.System.GetUtcNow(), CancellationToken.None)),
            UpkeepCommands.Make("remove", "Take all of it away, and nothing else", [Data, Address, AddressFile], (parsed, console) => RemoveAsync(Read(parsed), console)),
        };
    }

    public static async Task RemoveAsync(CsmsOptions options, TextWriter console)
    {
        if (!Directory.Exists(options.Data)) throw new StartException($"There is no folder {options.Data}. Give the data folder of the installation.");
        using var folder = DataFolder.Open(options.Data);
        try
        {
            await using var database = Database.Open(
                new DatabaseOptions { Location = options.Database ?? new SqliteFile(folder.DatabaseFile) }, TimeProvider.System, new EventHub());
            await console.WriteLineAsync($"The demonstration is gone: {await DemonstrationRemoval.RunAsync(database)} rows. All else is as it was.");
        }
        catch (StorageException failure)
        {
            throw new StartException(failure.Message, failure);
        }
    }
}
