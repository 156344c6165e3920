using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;

namespace Ampwright.Csms.Hosting;

/// <summary>Finds the database among <c>--database</c>, <c>--database-file</c> and the environment, in that order.</summary>
internal static class DatabaseOption
{
    public const string Variable = "AMPWRIGHT_DATABASE";

    /// <returns>The database, or null where none was given: then it is a file of SQLite in the data folder.</returns>
    /// <exception cref="StartException">Two were given, the file cannot be read, or the address is none.</exception>
    public static DatabaseLocation? Choose(string? address, string? file, string? environment)
    {
        if (address is not null && file is not null) throw new StartException("Both --database and --database-file were given. Give one of them.");
        var given = address ?? (file is null ? environment : ReadFile(file));
        if (string.IsNullOrEmpty(given)) return null;
        try
        {
            return PostgresAddress.Parse(given);
        }
        catch (FormatException failure)
        {
            throw new StartException($"{failure.Message} Special characters in it are percent-encoded, @ as %40.", failure);
        }
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {file} given with --database-file cannot be read: {failure.Message}", failure);
        }
    }
}
