using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Demonstration;

/// <summary>How visits go: those in which all is well, and those that an operator hears of.</summary>
/// <param name="clock">The story's.</param>
/// <param name="api">The program's.</param>
/// <param name="csms">Where it listens to stations.</param>
/// <param name="settledAsync">Waits until the program has examined and booked what has ended.</param>
internal sealed class Visits(TimeProvider clock, StoryApi api, Uri csms, Func<Task> settledAsync)
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Plugs in, charges until the car is full or leaves, and leaves.
    /// <code>Preparing ─ Authorize or remote start ─ StartTransaction ─ Charging ─ readings ─ full: SuspendedEV ─ StopTransaction ─ Finishing ─ Available</code>
    /// A driver who is refused goes away again.
    /// </summary>
    public async IAsyncEnumerable<DateTimeOffset> ChargeAsync(Visit visit)
    {
        var (station, connector) = (visit.Station, visit.Connector);
        yield return visit.Arrives;
        await station.StatusAsync(connector, ChargePointStatus.Preparing);
        yield return visit.Arrives + Moment;
        if (!await MayStartAsync(visit))
        {
            yield return visit.Arrives + (3 * Moment);
            await station.StatusAsync(connector, ChargePointStatus.Available);
            yield break;
        }
        yield return visit.Arrives + (2 * Moment);
        var begun = clock.GetUtcNow();
        var (transaction, accepted) = await station.StartAsync(connector, visit.IdTag);
        if (!accepted)
        {
            // The app asked for it, and the driver's quota is used up.
            await station.StopAsync(connector, transaction, null, Reason.DeAuthorized);
            await settledAsync();
            yield return visit.Arrives + (3 * Moment);
            await station.StatusAsync(connector, ChargePointStatus.Available);
            yield break;
        }
        await station.StatusAsync(connector, ChargePointStatus.Charging);
        var (told, full) = (0, begun + visit.ToFull);
        for (var at = begun + BetweenReadings; at < visit.Leaves; at += BetweenReadings)
        {
            if (told < visit.EnergyWh && full < at)
            {
                yield return full;
                await station.MeterAsync(connector, transaction, visit.EnergyWh - told, 0);
                await station.StatusAsync(connector, ChargePointStatus.SuspendedEV);
                told = visit.EnergyWh;
            }
            yield return at;
            var so = visit.After(at - begun);
            await station.MeterAsync(connector, transaction, so - told, so < visit.EnergyWh ? visit.Watts : 0);
            told = so;
        }
        yield return visit.Leaves;
        await station.MeterAsync(connector, transaction, visit.After(visit.Leaves - begun) - told, 0);
        if (visit.Remote) await RemoteAsync(station, "RemoteStopTransaction", new() { ["transactionId"] = transaction });
        await station.StopAsync(connector, transaction, visit.Remote ? null : visit.IdTag, visit.Remote ? Reason.Remote : Reason.Local);
        await station.StatusAsync(connector, ChargePointStatus.Finishing);
        await settledAsync();
        yield return visit.Leaves + Moment;
        await station.StatusAsync(connector, ChargePointStatus.Available);
    }

    /// <summary>In the middle of it the station finds a fault, ends the session and is out of order until somebody has looked after it; the money is given back the next day.</summary>
    public async IAsyncEnumerable<DateTimeOffset> FaultAsync(Visit visit)
    {
        var (station, connector) = (visit.Station, visit.Connector);
        yield return visit.Arrives;
        await station.StatusAsync(connector, ChargePointStatus.Preparing);
        await MayStartAsync(visit);
        var (transaction, _) = await station.StartAsync(connector, visit.IdTag);
        await station.StatusAsync(connector, ChargePointStatus.Charging);
        yield return visit.Leaves;
        await station.MeterAsync(connector, transaction, visit.After(visit.Leaves - visit.Arrives), 0);
        await station.StatusAsync(connector, ChargePointStatus.Faulted, ChargePointErrorCode.GroundFailure, "residual current");
        await station.StopAsync(connector, transaction, null, Reason.Other);
        await settledAsync();
        yield return visit.Leaves + TimeSpan.FromHours(4);
        await station.StatusAsync(connector, ChargePointStatus.Available);
        yield return visit.Leaves + TimeSpan.FromHours(22);
        var balance = (await api.GetAsync($"transactions/{transaction}/price")).GetProperty("balance").GetDecimal();
        await api.PostAsync($"transactions/{transaction}/price-entries",
            new() { ["kind"] = "Refund", ["gross"] = balance, ["reason"] = "The station broke off because of a fault." }, key: $"fault-{transaction}");
    }

    /// <summary>The power goes while a car charges; the station comes back and knows nothing of it: a ghost.</summary>
    /// <param name="ghostsAsync">Has the program look for ghosts, as it does every minute.</param>
    public async IAsyncEnumerable<DateTimeOffset> GhostAsync(Visit visit, Func<Task> ghostsAsync)
    {
        var (station, connector) = (visit.Station, visit.Connector);
        yield return visit.Arrives;
        await station.StatusAsync(connector, ChargePointStatus.Preparing);
        await MayStartAsync(visit);
        var (transaction, _) = await station.StartAsync(connector, visit.IdTag);
        await station.StatusAsync(connector, ChargePointStatus.Charging);
        yield return visit.Arrives + BetweenReadings;
        await station.MeterAsync(connector, transaction, visit.After(BetweenReadings), visit.Watts);
        yield return visit.Leaves;
        await station.VanishAsync();
        yield return visit.Leaves + TimeSpan.FromMinutes(12);
        await station.ConnectAsync(csms);
        yield return visit.Leaves + TimeSpan.FromMinutes(20);
        await ghostsAsync();
    }

    /// <summary>Somebody of the operator's confirms at what reading the oldest ghost ended: from then on it is charged.</summary>
    public async IAsyncEnumerable<DateTimeOffset> ConfirmGhostAsync(StoryStation station, DateTimeOffset when, Func<Task> ghostsAsync)
    {
        yield return when;
        await ghostsAsync();
        var found = (await api.GetAsync($"cases?station={station.Identity}&kind=Ghost&open=false")).GetProperty("items").EnumerateArray().Last().GetProperty("id").GetInt64();
        await api.PostAsync($"cases/{found}/reopen", []);
        await api.PostAsync($"cases/{found}/close", new() { ["reason"] = "LastReading", ["note"] = "The driver says that the van stood there until the power went." });
        await settledAsync();
    }

    /// <summary>The line is down all the while; what happened is told afterwards, as of when it happened.</summary>
    public async IAsyncEnumerable<DateTimeOffset> OfflineAsync(Visit visit)
    {
        var (station, connector) = (visit.Station, visit.Connector);
        yield return visit.Arrives - TimeSpan.FromMinutes(30);
        await station.VanishAsync();
        yield return visit.Leaves + TimeSpan.FromHours(1);
        await station.ConnectAsync(csms);
        var (transaction, _) = await station.StartAsync(connector, visit.IdTag, visit.Arrives);
        var (told, begun) = (0, visit.Arrives);
        for (var at = begun + BetweenReadings; at < visit.Leaves; at += BetweenReadings)
        {
            var so = visit.After(at - begun);
            await station.MeterAsync(connector, transaction, so - told, so < visit.EnergyWh ? visit.Watts : 0, at);
            told = so;
        }
        await station.StopAsync(connector, transaction, visit.IdTag, Reason.Local, visit.Leaves);
        await settledAsync();
    }

    /// <summary>Somebody without a card: reads the code at the connector with a telephone, charges, and unplugs.</summary>
    /// <param name="visit">Its tag is of no account: one is made.</param>
    public async IAsyncEnumerable<DateTimeOffset> GuestAsync(Visit visit)
    {
        var (station, connector) = (visit.Station, visit.Connector);
        yield return visit.Arrives;
        await station.StatusAsync(connector, ChargePointStatus.Preparing);
        var code = (await api.PostAsync($"stations/{station.Identity}/start-codes", new() { ["connectorId"] = connector })).GetProperty("code").GetString()!;
        await api.PostAsync("guest-starts", new() { ["code"] = code });
        var (transaction, _) = await station.StartAsync(connector, station.RemoteTag!);
        await station.StatusAsync(connector, ChargePointStatus.Charging);
        yield return visit.Leaves;
        await station.MeterAsync(connector, transaction, visit.After(visit.Leaves - visit.Arrives), 0);
        await station.StopAsync(connector, transaction, null, Reason.EVDisconnected);
        await settledAsync();
        await station.StatusAsync(connector, ChargePointStatus.Available);
    }

    /// <summary>A new card is held to the station, found, and bound to its driver.</summary>
    public async IAsyncEnumerable<DateTimeOffset> LearnCardAsync(StoryStation station, string idTag, long driver, DateTimeOffset when)
    {
        yield return when;
        await api.PostAsync($"stations/{station.Identity}/card-learning", new() { ["seconds"] = 60 });
        yield return when + Moment;
        await station.AuthorizeAsync(idTag);
        await api.PostAsync($"stations/{station.Identity}/card-learning/bind", new() { ["driver"] = driver, ["note"] = "Demonstration: held to the station" });
    }

    /// <summary>A card is held to a station and refused.</summary>
    public static async IAsyncEnumerable<DateTimeOffset> RefusedAsync(StoryStation station, string idTag, DateTimeOffset when)
    {
        yield return when;
        await station.AuthorizeAsync(idTag);
    }

    /// <summary>An operator restarts a station.</summary>
    public async IAsyncEnumerable<DateTimeOffset> ResetAsync(StoryStation station, DateTimeOffset when)
    {
        yield return when;
        await RemoteAsync(station, "Reset", new() { ["type"] = "Soft" });
        await station.VanishAsync();
        yield return when + TimeSpan.FromMinutes(1);
        await station.ConnectAsync(csms);
    }

    /// <summary>Something an operator does at a time.</summary>
    public static async IAsyncEnumerable<DateTimeOffset> DoAsync(DateTimeOffset when, Func<Task> doAsync)
    {
        yield return when;
        await doAsync();
    }

    private async Task<bool> MayStartAsync(Visit visit)
    {
        if (!visit.Remote) return await visit.Station.AuthorizeAsync(visit.IdTag);
        await RemoteAsync(visit.Station, "RemoteStartTransaction", new() { ["connectorId"] = visit.Connector, ["idTag"] = visit.IdTag });
        return true;
    }

    private Task<JsonElement> RemoteAsync(StoryStation station, string action, JsonObject request) =>
        api.PostAsync($"stations/{station.Identity}/commands/{action}?wait=20", request);
}
