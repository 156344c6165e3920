using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Mail;

/// <summary>The server that takes our mail.</summary>
internal sealed record MailServer
{
    private const string Setting = "mail";

    public string Host { get; init; } = "";
    public int Port { get; init; } = 587;
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Null: it takes mail without one.</summary>
    public string? User { get; init; }

    /// <summary>Encrypted with a key that is not in the database.</summary>
    public byte[]? PasswordSealed { get; init; }

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The root that the server's certificate is to lead to, as PEM; null: those the machine trusts.</summary>
    public string? Root { get; init; }

    /// <returns>Null where none was set.</returns>
    public static MailServer? Read(DbConnection connection) =>
        connection.QuerySingleOrDefault<byte[]>("SELECT value FROM settings WHERE name = @Setting", new { Setting }) is { } value
            ? JsonSerializer.Deserialize(value, MailJson.Default.MailServer)
            : null;

    public void Write(WriteUnit unit) => unit.Connection.Execute(
        "INSERT INTO settings (name, value) VALUES (@Setting, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        new { Setting, value = JsonSerializer.SerializeToUtf8Bytes(this, MailJson.Default.MailServer) });

    public static void Remove(WriteUnit unit) => unit.Connection.Execute("DELETE FROM settings WHERE name = @Setting", new { Setting });

    public string? Password(SecretBox box) => PasswordSealed is { } kept && box.Open(kept) is { } open ? Encoding.UTF8.GetString(open) : null;
}

/// <summary>How the way to the server is protected. The names are on disk and in the API.</summary>
internal enum MailSecurity
{
    /// <summary>A plain connection that becomes TLS before anything is said; a server that does not offer it gets no mail. RFC 3207.</summary>
    StartTls,

    /// <summary>TLS from the first byte. RFC 8314.</summary>
    Tls,

    /// <summary>None: for a server on this machine; no password is told over it.</summary>
    None,
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MailServer))]
internal sealed partial class MailJson : JsonSerializerContext;
