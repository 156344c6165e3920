using System.CommandLine;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Hosting;

[Once]
public sealed class CommandLineTests
{
    [Fact]
    public async Task The_token_is_taken_from_the_option_else_the_file_else_the_environment()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "token-of-the-file\n");

        Assert.Equal("token-of-the-option", (await ReadAsync("token-in-the-environment", "--api-token", "token-of-the-option")).Options?.ApiToken);
        Assert.Equal("token-of-the-file", (await ReadAsync("token-in-the-environment", "--api-token-file", file)).Options?.ApiToken);
        Assert.Equal("token-in-the-environment", (await ReadAsync("token-in-the-environment")).Options?.ApiToken);
        Assert.Null((await ReadAsync(null)).Options?.ApiToken);
        File.Delete(file);
    }

    [Theory]
    [InlineData("--api-token short", "at least 8")]
    [InlineData("--api-token token-one-1 --api-token-file /tmp/x", "Give one of them")]
    [InlineData("--api-token-file /nowhere/at/all", "cannot be read")]
    [InlineData("--listen somewhere", "not an IP address")]
    [InlineData("--port 70000", "0 to 65535")]
    [InlineData("--tls-port 70000", "0 to 65535")]
    [InlineData("--tls-name csms.example.org", "without --tls-port")]
    [InlineData("--tls-port 1 --tls-listen somewhere", "not an IP address")]
    [InlineData("--public-url csms.example.org", "such as https://csms.example.org")]
    [InlineData("--public-url https://me:secret@csms.example.org", "such as https://csms.example.org")]
    [InlineData("--largest-firmware 0", "1 to 100000")]
    [InlineData("--largest-log 200000", "1 to 100000")]
    [InlineData("--otlp collector:4318", "such as http://127.0.0.1:4318")]
    [InlineData("--otlp https://me:secret@collector:4318", "OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("--otlp http://127.0.0.1:4318 --otlp-seconds 0", "1 to 3600")]
    [InlineData("--otlp-seconds 5", "without --otlp")]
    [InlineData("--database mysql://me:secret@host/name", "does not begin with postgres://")]
    [InlineData("--database postgres://me:secret@host", "the name of the database is missing")]
    [InlineData("--database postgres://me:secret@host:99999/name", "the port is no number")]
    [InlineData("--database postgres://host/name", "the user is missing")]
    [InlineData("--database postgres://me:secret@host/name --database-file /tmp/x", "Give one of them")]
    [InlineData("--database-file /nowhere/at/all", "cannot be read")]
    public async Task What_cannot_be_is_refused_with_what_to_do(string line, string says)
    {
        var (options, code, error) = await ReadAsync(null, line.Split(' '));

        Assert.Null(options);
        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://me:pass@host:5433/csms", "me", "pass", "host", 5433, "csms")]
    [InlineData("postgresql://me@host/csms", "me", null, "host", 5432, "csms")]
    [InlineData("postgres://m%40e:p%3A%2Fs%40s@[::1]:5/a%20b", "m@e", "p:/s@s", "::1", 5, "a b")]
    [InlineData("postgres://me@%2Frun%2Fpostgresql/csms", "me", null, "/run/postgresql", 5432, "csms")]
    public async Task The_database_is_taken_apart_and_never_shown_with_its_password(string given, string user, string? password, string host, int port, string name)
    {
        var database = Assert.IsType<PostgresAddress>((await ReadAsync(null, "--database", given)).Options?.Database);

        Assert.Equal((user, password, host, port, name), (database.User, database.Password, database.Host, database.Port, database.Name));
        Assert.Equal(database with { Password = null }, PostgresAddress.Parse(database.ToString()));
        Assert.Null((await ReadAsync(null)).Options?.Database);
    }

    [Fact]
    public async Task Without_options_it_listens_on_loopback_only()
    {
        var options = (await ReadAsync(null)).Options!;
        Assert.Equal((System.Net.IPAddress.Loopback, CsmsOptions.DefaultPort, CsmsOptions.DefaultData), (options.Listen, options.Port, options.Data));
    }

    [Fact]
    public async Task The_help_names_every_option_and_the_variable()
    {
        var output = new StringWriter();
        var line = new CommandLine((_, _) => Task.FromResult(0), _ => null);

        await line.Command.Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = output });

        foreach (var wanted in (string[])["--data", "--port", "--listen", "--api-token", "--api-token-file", "--tls-port", "--tls-certificate-rsa", "--tls-station-roots", "--cpo-name", "--upgrade-without-subprotocol", "--trusted-proxy", ApiTokenOption.Variable, "--database", "--database-file", DatabaseOption.Variable, "/health/ready"])
            Assert.Contains(wanted, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_serves_one_program_at_a_time()
    {
        var folder = Directory.CreateTempSubdirectory("ampwright-lock-");
        using (DataFolder.Open(folder.FullName))
        {
            Assert.Contains("in use", Assert.Throws<StartException>(() => DataFolder.Open(folder.FullName)).Message, StringComparison.Ordinal);
        }
        DataFolder.Open(folder.FullName).Dispose();
        folder.Delete(recursive: true);
    }

    private static async Task<(CsmsOptions? Options, int Code, string Error)> ReadAsync(string? environment, params string[] arguments)
    {
        CsmsOptions? read = null;
        var error = new StringWriter();
        var line = new CommandLine((options, _) =>
        {
            read = options;
            return Task.FromResult(0);
        }, name => name == ApiTokenOption.Variable ? environment : null);
        var code = await line.Command.Parse(arguments).InvokeAsync(new InvocationConfiguration { Error = error });
        return (read, code, error.ToString());
    }
}
