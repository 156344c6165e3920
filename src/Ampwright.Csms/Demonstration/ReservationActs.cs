using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Csms.Hosting;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Demonstration;

/// <summary>Connectors kept for somebody: one who comes, one who thinks better of it, one whom the station does not wait for.</summary>
/// <param name="api">The program's.</param>
/// <param name="settledAsync">Waits until the program has examined and booked what has ended.</param>
internal sealed class ReservationActs(StoryApi api, Func<Task> settledAsync)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(25);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(40);

    /// <summary>The connector is kept until the driver comes, who charges.</summary>
    public async IAsyncEnumerable<DateTimeOffset> UsedAsync(Visit visit)
    {
        var (station, connector) = (visit.Station, visit.Connector);
        yield return visit.Arrives - Before;
        var number = (await ReserveAsync(visit)).GetProperty("reservationId").GetInt32();
        yield return visit.Arrives;
        await station.AuthorizeAsync(visit.IdTag);
        var (transaction, _) = await station.StartAsync(connector, visit.IdTag, reservation: number);
        await station.StatusAsync(connector, ChargePointStatus.Charging);
        yield return visit.Leaves;
        await station.MeterAsync(connector, transaction, visit.After(visit.Leaves - visit.Arrives), 0);
        await station.StopAsync(connector, transaction, visit.IdTag, Reason.Local);
        await settledAsync();
        await station.StatusAsync(connector, ChargePointStatus.Available);
    }

    /// <summary>The driver calls: it is given up.</summary>
    public async IAsyncEnumerable<DateTimeOffset> CancelledAsync(Visit visit)
    {
        yield return visit.Arrives - Before;
        var id = (await ReserveAsync(visit)).GetProperty("id").GetInt64();
        yield return visit.Arrives;
        await api.PostAsync($"reservations/{id}/cancel", []);
        await UntilAsync(id, "Active");
        await visit.Station.StatusAsync(visit.Connector, ChargePointStatus.Available);
    }

    /// <summary>The station gives it up before its time, by itself.</summary>
    public async IAsyncEnumerable<DateTimeOffset> LostAsync(Visit visit)
    {
        yield return visit.Arrives - Before;
        await ReserveAsync(visit);
        yield return visit.Arrives;
        await visit.Station.StatusAsync(visit.Connector, ChargePointStatus.Available);
    }

    private async Task<JsonElement> ReserveAsync(Visit visit)
    {
        var asked = await api.PostAsync($"stations/{visit.Station.Identity}/reservations", new JsonObject
        {
            ["connectorId"] = visit.Connector,
            ["idTag"] = visit.IdTag,
            ["expiresAt"] = (visit.Arrives + Grace).ToString("O"),
        });
        var held = await UntilAsync(asked.GetProperty("id").GetInt64(), "Requested");
        await visit.Station.StatusAsync(visit.Connector, ChargePointStatus.Reserved);
        return held;
    }

    /// <summary>What became of it; the station answers beside the story.</summary>
    private async Task<JsonElement> UntilAsync(long id, string isNoMore)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await api.GetAsync($"reservations/{id}");
            if (found.GetProperty("state").GetString() != isNoMore) return found;
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new StartException($"The demonstration could not be made: reservation {id} stays {isNoMore}.");
            await Task.Delay(Glance, TimeProvider.System);
        }
    }
}
