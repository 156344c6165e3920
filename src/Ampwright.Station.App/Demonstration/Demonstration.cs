using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.Demonstration;

/// <summary>
/// Two drivers who charge again and again: one with a card at a station of preset <c>full</c>, one through the operator at a station of
/// preset <c>ampevo</c>, which takes no cards for starting and stopping.
/// </summary>
/// <remarks>
/// <code>
/// card:    1 plug ─ 2 card ─ 3 the transaction runs ─ 4 card ─ 5 unplug ─ 6 drive around
/// remote:  1 plug ─ 2 RemoteStart ─ 3 the transaction runs ─ 4 RemoteStop ─ 5 unplug ─ 6 drive around
/// </code>
/// </remarks>
internal sealed class Demonstration(CsmsApi csms, TimeProvider time, Action<string> tell)
{
    public const string FullIdentity = "DEMO-FULL";
    public const string AmpevoIdentity = "DEMO-AMPEVO";

    /// <summary>Whoever looks on may plug in and hold cards to this one and the next.</summary>
    public const string TetheredIdentity = "DEMO-TETHERED";
    public const string DepotIdentity = "DEMO-DEPOT";
    public const string CardTag = "04A1B2C3D4E5F6";
    public const string AppTag = "DEMO-APP";
    private const int Connector = 1;
    private static readonly ImmutableArray<byte> Card = [.. Convert.FromHexString(CardTag)];
    private static readonly TimeSpan Charging = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Returns when it is stopped.</summary>
    public async Task RunAsync(SimulatedStation full, SimulatedStation ampevo, CancellationToken stop)
    {
        try
        {
            await Task.WhenAll(
                AgainAndAgainAsync(FullIdentity, () => ChargeByCardAsync(full, stop), stop),
                AgainAndAgainAsync(AmpevoIdentity, () => ChargeRemotelyAsync(ampevo, stop), stop),
                new FlatsMeter(csms, time, tell).RunAsync(FullIdentity, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The program ends, and the drivers with it.
        }
    }

    private async Task ChargeByCardAsync(SimulatedStation station, CancellationToken stop)
    {
        // 1
        await ArriveAsync(station, stop);

        // 2, 3
        station.PresentCard(Card);
        var transaction = await StartedAsync(FullIdentity, stop);
        tell($"{FullIdentity}: transaction {transaction} runs, started by card {CardTag}.");
        await PauseAsync(Charging, stop);

        // 4, 5
        station.PresentCard(Card);
        await EndedAsync(FullIdentity, stop);
        station.Unplug(Connector, PlugSide.Both);
        tell($"{FullIdentity}: transaction {transaction} ended, stopped by card.");
    }

    private async Task ChargeRemotelyAsync(SimulatedStation station, CancellationToken stop)
    {
        // 1
        await ArriveAsync(station, stop);

        // 2, 3
        await OrderAsync("RemoteStartTransaction", new JsonObject { ["idTag"] = AppTag, ["connectorId"] = Connector }, stop);
        var transaction = await StartedAsync(AmpevoIdentity, stop);
        tell($"{AmpevoIdentity}: transaction {transaction} runs, started remotely for {AppTag}.");
        await PauseAsync(Charging, stop);

        // 4, 5
        await OrderAsync("RemoteStopTransaction", new JsonObject { ["transactionId"] = transaction }, stop);
        await EndedAsync(AmpevoIdentity, stop);
        station.Unplug(Connector, PlugSide.Both);
        tell($"{AmpevoIdentity}: transaction {transaction} ended, stopped remotely.");
    }

    /// <summary>A visitor may have played with the stations meanwhile: what then does not go as planned is told and tried anew.</summary>
    private async Task AgainAndAgainAsync(string identity, Func<Task> chargeAsync, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await chargeAsync();
            }
            catch (Exception interruption) when (interruption is SimulationRefusedException or HttpRequestException or TimeoutException)
            {
                tell($"{identity}: {interruption.Message}");
            }

            // 6
            await PauseAsync(Away, stop);
        }
    }

    /// <summary>A driver takes a place whose light says that it is free; what an earlier visit left there is drawn first.</summary>
    private async Task ArriveAsync(SimulatedStation station, CancellationToken stop)
    {
        if (station.Describe().Connectors[Connector - 1].VehicleConnected) station.Unplug(Connector, PlugSide.Both);
        await UntilAsync(
            () => Task.FromResult(station.Describe().Connectors[Connector - 1].Indicator == IndicatorState.Available),
            "the connector did not become free", stop);
        station.Plug(Connector, PlugSide.Both, vehicle: new SimulatedVehicle());
        await PauseAsync(TimeSpan.FromSeconds(2), stop);
    }

    private async Task OrderAsync(string action, JsonObject payload, CancellationToken stop)
    {
        var status = await csms.CommandAsync(AmpevoIdentity, action, payload, stop);
        if (status != "Accepted") throw new TimeoutException($"{action} was answered {status}.");
    }

    private async Task<int> StartedAsync(string identity, CancellationToken stop)
    {
        int? transaction = null;
        await UntilAsync(async () => (transaction = await csms.RunningTransactionAsync(identity, Connector, stop)) is not null, "no transaction began", stop);
        return transaction!.Value;
    }

    private Task EndedAsync(string identity, CancellationToken stop) =>
        UntilAsync(async () => await csms.RunningTransactionAsync(identity, Connector, stop) is null, "the transaction did not end", stop);

    private async Task UntilAsync(Func<Task<bool>> holdsAsync, string otherwise, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (!await holdsAsync())
        {
            if (time.GetElapsedTime(started) > Patience) throw new TimeoutException($"{otherwise} within {Patience.TotalSeconds} s.");
            await PauseAsync(TimeSpan.FromSeconds(1), stop);
        }
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken stop) => Task.Delay(pause, time, stop);
}
