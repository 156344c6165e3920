using System.Diagnostics;
using System.Text.Json;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Load;

/// <summary>Whether years of history make anything slower: sessions with a store that is empty and one that is full, and a page of every list over the full one.</summary>
internal static class FullStore
{
    private const int Stations = 1000;
    private const int Asked = 9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    /// <param name="rounds">Whose median counts.</param>
    /// <param name="measured">How long each.</param>
    /// <param name="meterValues">How many are stored.</param>
    /// <param name="kept">A data folder that stays: filled when it is not there yet, used as it is when it is. Null: a new one, gone afterwards.</param>
    /// <param name="withLists">Whether pages of lists are timed too.</param>
    public static async Task<IReadOnlyList<Row>> MeasureAsync(int rounds, TimeSpan measured, int meterValues, string? kept, bool withLists)
    {
        await using var empty = await CsmsUnderLoad.StartAsync(Stations);
        var isThere = kept is not null && Directory.Exists(kept);
        await using var full = kept is null ? await CsmsUnderLoad.StartAsync(Stations) : await CsmsUnderLoad.StartOverAsync(kept);
        if (!isThere)
        {
            if (kept is not null) await full.RegisterAsync(Stations);
            await full.StopAsync();
            var filling = Stopwatch.GetTimestamp();
            await StoreFill.FillAsync(full.DatabaseFile, meterValues);
            Console.Error.WriteLine($"  {meterValues:#,##0} meter values stored in {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s, {new FileInfo(full.DatabaseFile).Length / 1e9:0.0} GB");
            await full.StartAgainAsync();
        }

        var lists = withLists ? await ListsAsync(full.Api) : [];
        using var toEmpty = NewFleet();
        using var toFull = NewFleet();
        await toEmpty.ConnectAsync(empty.Address, CsmsApi.StationPassword);
        await toFull.ConnectAsync(full.Address, CsmsApi.StationPassword);
        var (without, with) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            // They share a core: one must be through with what it has left to do before the other is measured.
            without.Add(await toEmpty.SaturateAsync(WarmUp, measured));
            await empty.IdleAsync();
            with.Add(await toFull.SaturateAsync(WarmUp, measured));
            await full.IdleAsync();
            Console.Error.WriteLine($"  sessions: empty store {without[^1]:0}, full {with[^1]:0} calls/s");
        }
        List<Row> table =
        [
            new Row($"Sessions over {meterValues:#,##0} stored meter values", Row.Median(with.Zip(without, (one, none) => one / none)), " ×", 0.9, AtLeast: true,
                $"{Row.Median(with):#,##0} of {Row.Median(without):#,##0} calls/s with an empty store"),
        ];
        if (lists.Count > 0)
        {
            var slowest = lists.MaxBy(list => list.Milliseconds);
            table.Add(new Row($"The slowest page of {lists.Count} lists over {meterValues / 10:#,##0} transactions", slowest.Milliseconds, " ms", 50, AtLeast: false,
                $"GET {slowest.Path}; then {string.Join(", ", lists.OrderByDescending(list => list.Milliseconds).Skip(1).Take(3).Select(list => $"{list.Path} {list.Milliseconds:0.0}"))}"));
        }
        return table;
    }

    private static Fleet NewFleet() => new(Stations, number => new SessionScript(CsmsUnderLoad.IdTag(number)));

    /// <summary>Every list of the API's own document, each with no filter, with each filter it has, and a page in the middle.</summary>
    private static async Task<List<(string Path, double Milliseconds)>> ListsAsync(CsmsApi api)
    {
        var document = await api.SendAsync(HttpMethod.Get, "../../openapi/v1.json");
        var found = new List<(string, double)>();
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _)))
        {
            var parameters = path.Value.GetProperty("get").TryGetProperty("parameters", out var declared) ? declared.EnumerateArray().ToList() : [];
            if (parameters.TrueForAll(one => one.GetProperty("name").GetString() != "limit")) continue;
            var list = path.Name.Replace("/api/v1/", "", StringComparison.Ordinal).Replace("{identity}", "LOAD-00007", StringComparison.Ordinal);
            if (list.Contains('{', StringComparison.Ordinal)) continue;
            await TimeAsync(list);
            foreach (var filter in parameters.Select(one => (Name: one.GetProperty("name").GetString()!, Value: Example(one))).Where(one => one.Value is not null))
                await TimeAsync($"{list}?{filter.Name}={filter.Value}");
            if (await TryAsync(list) is { } page && page.TryGetProperty("next", out var next) && next.GetString() is { } cursor) await TimeAsync($"{list}?after={Uri.EscapeDataString(cursor)}");
        }
        await TimeAsync("transactions?limit=500");
        return found;

        async Task TimeAsync(string query)
        {
            if (await TryAsync(query) is null) return;
            var times = new double[Asked];
            for (var time = 0; time < Asked; time++)
            {
                var began = Stopwatch.GetTimestamp();
                await api.SendAsync(HttpMethod.Get, query);
                times[time] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
            found.Add((query, Row.Median(times)));
            Console.Error.WriteLine($"  GET {query}: {found[^1].Item2:0.0} ms");
        }

        async Task<JsonElement?> TryAsync(string query)
        {
            try
            {
                return await api.SendAsync(HttpMethod.Get, query);
            }
            catch (HttpRequestException refused) when (refused.StatusCode is not null)
            {
                // A filter whose value only people can give.
                return null;
            }
        }
    }

    private static string? Example(JsonElement parameter) => parameter.GetProperty("name").GetString() switch
    {
        "station" => "LOAD-00007",
        "idTag" => CsmsUnderLoad.IdTag(7),
        "site" => "1",
        "connectorId" or "connector" => "1",
        "state" => "Ended",
        "running" or "open" => "false",
        "flagged" or "suspect" => "true",
        "action" => "MeterValues",
        "text" or "search" or "q" => "TAG00007",
        "from" or "since" => Uri.EscapeDataString(DateTimeOffset.UtcNow.AddDays(-400).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)),
        "to" or "until" => Uri.EscapeDataString(DateTimeOffset.UtcNow.AddDays(-390).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    };
}
