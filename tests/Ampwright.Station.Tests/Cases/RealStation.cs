using System.Security.Cryptography;
using Ampwright.Ocpp.Certificates;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;
using Ampwright.Station.Memory;
using Ampwright.Station.Product;
using Ampwright.Station.Security;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Security;
using Ampwright.TestKit;
using Scripted = Ampwright.TestKit.Scripted.ScriptedCsms;

namespace Ampwright.Station.Tests.Cases;

/// <summary>One station with a security profile in real time, over a real socket.</summary>
internal sealed class RealStation : IAsyncDisposable
{
    private readonly SimulatedStation _hardware;
    private readonly WebSocketNetwork _network = new(TimeProvider.System);
    private readonly ChargingStation _station;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private RealStation(Uri endpoint, int profile, TestAuthority? authority)
    {
        var product = ProductProfileReader.Read("full", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SecurityProfile"] = $"{profile}",
            ["AuthorizationKey"] = SecureStation.Key,
        });
        _hardware = new SimulatedStation(product.FactsFor("CP-1"), 7, TimeProvider.System);
        var disk = new SimulatedDisk();
        if (profile == 3) Provision(disk, authority!);
        var options = new StationOptions { Identity = "CP-1", Endpoint = endpoint, Seed = 7, CsmsRoots = authority is null ? [] : [authority.RootPem] };
        _station = new ChargingStation(product, options, _hardware.PowerOn(BootCause.Power), disk, _network, TimeProvider.System);
        _running = _station.RunAsync(_stop.Token);
    }

    public string SerialNumber => _hardware.Facts.SerialNumber;

    /// <summary>Until it is accepted and has told its statuses.</summary>
    public static async Task<RealStation> StartAsync(Scripted csms, int profile, TestAuthority? authority = null)
    {
        var station = new RealStation(csms.Address, profile, authority);
        await Eventually.HoldsAsync(
            () => csms.Log.Calls("BootNotification").Count == 1 && csms.Log.Calls("StatusNotification").Count >= 3,
            "it is accepted and tells its statuses");
        return station;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _station.DisposeAsync();
        _network.Dispose();
        _hardware.Dispose();
        _stop.Dispose();
    }

    // As the maker does before the station leaves the works.
    private void Provision(SimulatedDisk disk, TestAuthority authority)
    {
        var opening = StationJournal.Open(disk, StationMemory.Knows);
        var memory = new StationMemory(opening);
        using var key = RSA.Create(2048);
        var chain = authority.Answer(SigningRequest.Write(key, SerialNumber, "Ampwright"));
        memory.Record(new StationCertificateTaken(chain, StationKey.Write(key)), durable: true);
        opening.Journal.Dispose();
    }
}
