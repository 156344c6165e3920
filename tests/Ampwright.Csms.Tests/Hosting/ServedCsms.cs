using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ampwright.Csms.Tests.Hosting;

/// <summary>The program as it is served, with accounts, API and page, on a real socket and a real database.</summary>
internal sealed class ServedCsms : IAsyncDisposable
{
    public const string OwnerToken = "token-of-the-tests";

    private static readonly (string Password, string Hash) Owner = MakeOwner();

    private readonly string _path;
    private readonly bool _isTemporary;
    private readonly PostgresAddress? _borrowed = TestDatabases.OnPostgres ? TestDatabases.Borrow() : null;
    private readonly TimeProvider _time;
    private DataFolder _folder;
    private ListenSockets _ports;
    private WebApplication _app;
    private readonly Dictionary<Role, string> _tokens = new() { [Role.Owner] = OwnerToken };
    private readonly Dictionary<string, string> _tokensOfSites = [];

    private ServedCsms(TimeProvider time, TimeSpan heartbeat, Func<CsmsOptions, CsmsOptions>? with, string? folder)
    {
        _isTemporary = folder is null;
        _path = folder is null ? Directory.CreateTempSubdirectory("ampwright-served-").FullName : Path.Combine(folder, "data");
        var options = new CsmsOptions { Data = _path, Database = _borrowed, Port = 0, ApiToken = OwnerToken, EventHeartbeat = heartbeat };
        Options = with is null ? options : with(options);
        _time = time;
        _folder = DataFolder.Open(_path);
        _ports = ListenSockets.Hold(Options);
        _app = CsmsHost.Build(Options, _folder, _ports, time, logging => logging.ClearProviders().AddProvider(Log));
    }

    public CsmsOptions Options { get; }

    public LogLines Log { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>The same with TLS.</summary>
    public Uri SecureAddress => new($"https://127.0.0.1:{_ports.Secure!.Port}");

    /// <summary>A part of the program.</summary>
    public T Part<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>What the start told whoever started it.</summary>
    public StringWriter Told { get; } = new();

    /// <summary>Knows no token and keeps no cookies.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>A part of the program.</summary>
    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public Database Database => _app.Services.GetRequiredService<Database>();

    /// <summary>Every route there is, in the order of their addresses.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .OrderBy(route => route.RoutePattern.RawText, StringComparer.Ordinal)];

    public string OwnerPassword => Told.ToString().Split('\n') is { Length: > 1 } lines
        ? lines.Single(line => line.StartsWith("    ", StringComparison.Ordinal)).Trim()
        : Owner.Password;

    /// <param name="firstStart">The program itself makes the owner and tells the password, at the price of a password's hash.</param>
    /// <param name="folder">Where its data folder is to be, and to stay, instead of among the temporary ones.</param>
    public static async Task<ServedCsms> StartAsync(
        TimeProvider? time = null, TimeSpan? heartbeat = null, Func<CsmsOptions, CsmsOptions>? with = null, bool firstStart = false, string? folder = null)
    {
        var csms = new ServedCsms(time ?? TimeProvider.System, heartbeat ?? TimeSpan.FromSeconds(15), with, folder);
        if (!firstStart) await csms.Database.WriteAsync(unit => Accounts.Create(unit, Caller.Program, FirstStart.OwnerName, Role.Owner, Owner.Hash));
        await csms.StartAsync();
        return csms;
    }

    /// <summary>The program ends and starts again on what it left, on other ports.</summary>
    public async Task RestartAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _ports.Dispose();
        _folder.Dispose();
        _folder = DataFolder.Open(_path);
        _ports = ListenSockets.Hold(Options);
        _app = CsmsHost.Build(Options, _folder, _ports, _time, logging => logging.ClearProviders().AddProvider(Log));
        await StartAsync();
    }

    /// <summary>An API token with exactly this role.</summary>
    public async Task<string> TokenAsync(Role role)
    {
        if (_tokens.TryGetValue(role, out var token)) return token;
        var made = await Database.WriteAsync(unit => ApiTokens.Create(unit, Caller.Program, $"a-{role.ToText()}", role, null));
        return _tokens[role] = made!.Value.Secret;
    }

    /// <summary>An API token with this role on these sites only.</summary>
    public async Task<string> TokenAsync(Role role, params long[] sites)
    {
        var name = $"a-{role.ToText()}-on-{string.Join('-', sites)}";
        if (_tokensOfSites.TryGetValue(name, out var token)) return token;
        var made = await Database.WriteAsync(unit => ApiTokens.Create(unit, Caller.Program, name, role, null, SiteScope.Of(sites)));
        return _tokensOfSites[name] = made!.Value.Secret;
    }

    /// <param name="body">JSON as text; null sends no body.</param>
    /// <param name="token">The owner's when absent; an empty one sends none.</param>
    public async Task<Answer> SendAsync(string method, string path, string? body = null, string? token = null, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (token != "") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? OwnerToken);
        with?.Invoke(request);
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream of events has no end to wait for.
        var text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync().WaitAsync(Http.Timeout, TimeProvider.System);
        return new Answer(
            answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text,
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Registers a station that takes <see cref="RunningCsms.Password"/>.</summary>
    public Task<Answer> RegisterAsync(string identity = "CP1", string more = "") =>
        SendAsync("POST", "/api/v1/stations", $$"""{"identity":"{{identity}}","password":"{{Convert.ToHexString(RunningCsms.Password)}}"{{more}}}""");

    public async Task<RawStation> ConnectAsync(string identity = "CP1")
    {
        var station = new RawStation(Address, identity);
        await station.ConnectAsync();
        await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        return station;
    }

    private async Task StartAsync()
    {
        await CsmsHost.PrepareAsync(_app, Options, Told);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    private static (string Password, string Hash) MakeOwner()
    {
        var password = Passwords.Generate();
        return (password, Passwords.Hash(password));
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _ports.Dispose();
        TestDatabases.GiveBack(_borrowed);
        _folder.Dispose();
        if (_isTemporary) Directory.Delete(_path, recursive: true);
    }
}

internal sealed record Answer(HttpStatusCode Status, string? Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public int Code => (int)Status;

    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The answer as a problem; fails when it is not one with this status, or does not say what to do.</summary>
    public JsonElement Problem(int status)
    {
        Assert.True(Code == status, $"Expected {status}, was {Code}: {Text}");
        Assert.Equal("application/problem+json", Type);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.True(Json.GetProperty("title").GetString() is { Length: > 0 });
        Assert.True(Json.GetProperty("detail").GetString() is { Length: > 10 });
        Assert.Matches("^[a-z0-9-]+$", Json.GetProperty("code").GetString());
        Assert.StartsWith("/", Json.GetProperty("instance").GetString(), StringComparison.Ordinal);
        return Json;
    }
}
