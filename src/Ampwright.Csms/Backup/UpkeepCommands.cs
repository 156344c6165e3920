using System.CommandLine;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage.Postgres;

namespace Ampwright.Csms.Backup;

/// <summary>What is done to an installation beside serving: back-up, restore, copy into the other database.</summary>
internal static class UpkeepCommands
{
    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "The installation's data folder", Required = true };

    public static IEnumerable<Command> All(Func<string, string?> environment) => [Backup(), Restore(), Copy(environment)];

    private static Command Backup()
    {
        var to = new Option<string>("--to") { HelpName = "FILE", Description = "Where to; must not be there yet", Required = true };
        return Make("backup", "Copy the SQLite database of an installation, also while the program runs", [Data, to], (parsed, console) =>
        {
            SqliteBackup.Make(Path.Combine(parsed.GetValue(Data)!, "csms.db"), parsed.GetValue(to)!);
            return console.WriteLineAsync($"The database is whole, and copied to {parsed.GetValue(to)}.");
        });
    }

    private static Command Restore()
    {
        var from = new Option<string>("--from") { HelpName = "FILE", Description = "A file made by backup", Required = true };
        return Make("restore", "Make a data folder of a back-up; it must have no database yet", [from, Data], (parsed, console) =>
        {
            SqliteBackup.Restore(parsed.GetValue(from)!, parsed.GetValue(Data)!);
            return console.WriteLineAsync($"Restored to {parsed.GetValue(Data)}. Start the program with this --data.");
        });
    }

    private static Command Copy(Func<string, string?> environment)
    {
        var from = new Option<string>("--from") { HelpName = "FILE", Description = "The SQLite database: csms.db in the data folder of an installation that does not run", Required = true };
        var to = new Option<string?>("--to") { HelpName = "ADDRESS", Description = $"An empty PostgreSQL database: {PostgresAddress.Form}" };
        var toFile = new Option<string?>("--to-file") { HelpName = "FILE", Description = $"The same, read from a file; or from the variable {DatabaseOption.Variable}" };
        return Make("copy", "Copy an installation from SQLite into PostgreSQL, all or nothing", [from, to, toFile], (parsed, console) =>
        {
            if (DatabaseOption.Choose(parsed.GetValue(to), parsed.GetValue(toFile), environment(DatabaseOption.Variable)) is not PostgresAddress target)
                throw new StartException($"Say where to copy with --to, --to-file or {DatabaseOption.Variable}.");
            return InstallationCopy.RunAsync(parsed.GetValue(from)!, target, console, TimeProvider.System.GetUtcNow());
        });
    }

    /// <param name="run">Tells the console what came of it.</param>
    public static Command Make(string name, string description, IEnumerable<Option> options, Func<ParseResult, TextWriter, Task> run)
    {
        var command = new Command(name, description);
        foreach (var option in options) command.Options.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                await run(parsed, parsed.InvocationConfiguration.Output);
                return 0;
            }
            catch (StartException failure)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"ampwright-csms: {failure.Message}");
                return 1;
            }
        });
        return command;
    }
}
