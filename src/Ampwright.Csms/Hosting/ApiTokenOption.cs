namespace Ampwright.Csms.Hosting;

/// <summary>Finds the API token among <c>--api-token</c>, <c>--api-token-file</c> and the environment, in that order.</summary>
internal static class ApiTokenOption
{
    public const string Variable = "AMPWRIGHT_API_TOKEN";
    public const int MinimumLength = 8;
    public const int MaximumLength = 512;

    /// <returns>The token, or null where none was given.</returns>
    /// <exception cref="StartException">Two were given, the file cannot be read, or the token could not be sent in a header.</exception>
    public static string? Choose(string? token, string? file, string? environment)
    {
        if (token is not null && file is not null)
            throw new StartException("Both --api-token and --api-token-file were given. Give one of them.");
        if (token is not null) return Checked(token, "--api-token");
        if (file is not null) return Checked(ReadFile(file), $"The file {file}");
        return string.IsNullOrEmpty(environment) ? null : Checked(environment, $"The variable {Variable}");
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {file} given with --api-token-file cannot be read: {failure.Message}", failure);
        }
    }

    private static string Checked(string token, string where)
    {
        if (token.Length < MinimumLength)
        {
            throw new StartException(
                $"{where} holds a token of {token.Length} characters; at least {MinimumLength} are needed, 32 random ones are good. Try: openssl rand -hex 16");
        }
        if (token.Length > MaximumLength)
            throw new StartException($"{where} holds a token of {token.Length} characters; at most {MaximumLength} are allowed.");
        if (token.Any(character => character is <= ' ' or > '~'))
            throw new StartException($"{where} holds a token with a space or a character outside ASCII, which no Authorization header can carry. Use letters, digits and - . _ ~ + /");
        return token;
    }
}
