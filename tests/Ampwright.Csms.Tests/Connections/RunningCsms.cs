using System.Net;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Transactions;
using Ampwright.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ampwright.Csms.Tests.Connections;

/// <summary>The CSMS's core on a real socket and a real database, without accounts and pages.</summary>
internal sealed class RunningCsms : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ampwright-csms-").FullName;
    private readonly WebApplication _app;
    private readonly bool _isBorrowed;

    private RunningCsms(TimeProvider? time, ConnectionOptions? options, DatabaseLocation? location)
    {
        _isBorrowed = location is null;
        Location = location ?? TestDatabases.New(Path.Combine(_folder, "csms.db"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddCsmsCore(
            new DatabaseOptions
            {
                Location = Location,
                Readers = 2,
                BeforeCommit = () =>
                {
                    if (CommitFault is { } fault) throw fault;
                },
            },
            options);
        if (time is not null) builder.Services.AddSingleton(time);
        _app = builder.Build();
        _app.UseStations();
    }

    public static byte[] Password { get; } = Convert.FromHexString("0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF");

    public DatabaseLocation Location { get; }

    public LogLines Log { get; } = new();

    public Exception? CommitFault { get; set; }

    public Uri Address { get; private set; } = null!;

    public StationRegistry Stations => _app.Services.GetRequiredService<StationRegistry>();

    public IdTagList IdTags => _app.Services.GetRequiredService<IdTagList>();

    public TransactionList Transactions => _app.Services.GetRequiredService<TransactionList>();

    public ConnectorList Connectors => _app.Services.GetRequiredService<ConnectorList>();

    public CommandDesk Commands => _app.Services.GetRequiredService<CommandDesk>();

    public EventLog Events => _app.Services.GetRequiredService<EventLog>();

    public EventHub Hub => _app.Services.GetRequiredService<EventHub>();

    public Database Database => _app.Services.GetRequiredService<Database>();

    public LiveStations Live => _app.Services.GetRequiredService<LiveStations>();

    public static async Task<RunningCsms> StartAsync(TimeProvider? time = null, ConnectionOptions? options = null, DatabaseLocation? location = null)
    {
        var csms = new RunningCsms(time, options, location);
        await csms._app.StartAsync();
        csms.Address = new Uri(csms._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return csms;
    }

    /// <summary>Registers a station with <see cref="Password"/>.</summary>
    public Task<StationRecord> RegisterAsync(string identity = "CP1", Func<StationRegistration, StationRegistration>? with = null)
    {
        var station = new StationRegistration { Identity = identity, Password = Password };
        return Stations.RegisterAsync(with is null ? station : with(station));
    }

    public RawStation Station(string identity = "CP1") => new(Address, identity);

    public async Task<RawStation> ConnectAsync(string identity = "CP1")
    {
        var station = Station(identity);
        await station.ConnectAsync();
        return station;
    }

    /// <summary>Waits until the condition holds; fails after ten seconds.</summary>
    public static Task UntilAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(condition);

    public async Task<List<StateChange>> ChangesAsync() => [.. (await Events.AfterAsync(0, 10_000)).Select(recorded => recorded.Change)];

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        CommitFault = null;
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_isBorrowed) TestDatabases.GiveBack(Location);
        Directory.Delete(_folder, recursive: true);
    }
}
