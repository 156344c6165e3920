using System.Globalization;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>A database of a PostgreSQL server and who asks for it. Never shows the password.</summary>
internal sealed record PostgresAddress : DatabaseLocation
{
    public const string Form = "postgres://USER:PASSWORD@HOST:PORT/NAME";
    public const int UsualPort = 5432;

    /// <summary>A host's name or address, or the folder of a unix socket.</summary>
    public required string Host { get; init; }
    public bool IsSocket => Host.StartsWith('/');

    public int Port { get; init; } = UsualPort;
    public required string Name { get; init; }
    public required string User { get; init; }

    /// <summary>Null where the server asks for none.</summary>
    public string? Password { get; init; }

    /// <summary>Reads <see cref="Form"/>. Parts are percent-encoded; a folder as host makes it a unix socket: <c>postgres://me@%2Frun%2Fpostgresql/csms</c>.</summary>
    /// <exception cref="FormatException">It is none; the text says what is missing and never repeats the password.</exception>
    public static PostgresAddress Parse(string text)
    {
        var rest = text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) ? text["postgres://".Length..]
            : text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) ? text["postgresql://".Length..]
            : throw Not("it does not begin with postgres://");
        if (rest.Contains('?', StringComparison.Ordinal)) throw Not("options after '?' are not understood");
        var slash = rest.LastIndexOf('/');
        if (slash < 0 || slash == rest.Length - 1) throw Not("the name of the database is missing");
        var at = rest.LastIndexOf('@', slash);
        if (at <= 0) throw Not("the user is missing");
        var (user, password) = Halves(rest[..at]);
        var (host, port) = HostAndPort(rest[(at + 1)..slash]);
        if (user.Length == 0) throw Not("the user is missing");
        return new PostgresAddress
        {
            User = Uri.UnescapeDataString(user),
            Password = password is null ? null : Uri.UnescapeDataString(password),
            Host = host,
            Port = port,
            Name = Uri.UnescapeDataString(rest[(slash + 1)..]),
        };
    }

    public override string ToString() => $"postgres://{Uri.EscapeDataString(User)}@{(IsSocket ? Uri.EscapeDataString(Host) : Host)}:{Port}/{Name}";

    private static (string Host, int Port) HostAndPort(string text)
    {
        // [::1]:5432 keeps its colons.
        var end = text.LastIndexOf(':');
        if (end < text.LastIndexOf(']')) end = -1;
        var host = Uri.UnescapeDataString(end < 0 ? text : text[..end]).Trim('[', ']');
        if (host.Length == 0) throw Not("the host is missing");
        if (end < 0) return (host, UsualPort);
        return int.TryParse(text[(end + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? (host, port)
            : throw Not("the port is no number from 1 to 65535");
    }

    private static (string, string?) Halves(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, null);

    private static FormatException Not(string why) => new($"The address of the database cannot be read: {why}. It has the form {Form}.");
}
