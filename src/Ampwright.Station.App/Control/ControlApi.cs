using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.App.Control;

/// <summary>
/// What people and the world do to the stations of this program, over HTTP. Every station is under <c>/api/stations/ID</c>; when there is
/// one only, it is under <c>/api/station</c> as well.
/// </summary>
internal static class ControlApi
{
    public static void MapControlApi(this WebApplication app, Fleet fleet)
    {
        app.MapGet("/health/ready", () => fleet.HasBegun ? Results.Text("ready") : Results.Text("starting", statusCode: 503));
        app.MapGet("/api/stations", () => Json(new { stations = fleet.Stations.Select(StationView.Brief) }));
        MapStation(app.MapGroup("/api/stations/{id}"), context => fleet.Find((string)context.Request.RouteValues["id"]!)
            ?? throw new ControlException(404, $"There is no station {context.Request.RouteValues["id"]} here; GET /api/stations lists them."));
        MapStation(app.MapGroup("/api/station"), _ => fleet.Stations is [var only]
            ? only
            : throw new ControlException(404, $"There are {fleet.Stations.Count} stations; name one, as in /api/stations/{fleet.Stations[0].Identity}."));
    }

    private static void MapStation(RouteGroupBuilder at, Func<HttpContext, HostedStation> station)
    {
        at.MapGet("", (HttpContext context) => Json(StationView.Whole(station(context), Since(context))));
        at.MapGet("/flight", (HttpContext context) => Flight(station(context)));
        Command<FlightRequest>(at, station, "/flight", (one, _, request) => one.Record(request.On));
        Command<CardRequest>(at, station, "/card", (one, _, request) => one.Hardware.PresentCard(Uid(request.Uid), request.Reader));
        Command<PowerRequest>(at, station, "/power", (one, _, request) => Power(one, request));
        Command<NetworkRequest>(at, station, "/network", (one, _, request) => Network(one, request));
        Command<TamperRequest>(at, station, "/tamper", (one, _, request) => Tamper(one, request));
        Command<ClockRequest>(at, station, "/clock", (one, _, request) => SurroundingFaults.JumpClock(one, request));
        Command<StorageRequest>(at, station, "/storage", (one, _, request) => SurroundingFaults.FailStorage(one, request));
        Command<ResetFailureRequest>(at, station, "/reset-failure", (one, _, request) => one.Hardware.RefuseResets(Times(request.Times)));
        Command<FaultRequest>(at, station, "/fault", (one, _, request) => Fault(one, null, request));

        var connector = at.MapGroup("/connectors/{connector:int}");
        Command<PlugRequest>(connector, station, "/plug", (one, number, request) => one.Hardware.Plug(
            number, request.Side, request.Halfway, request.Vehicle?.ToVehicle(), Milliamperes("cableAmperes", request.CableAmperes ?? 32)));
        Command<UnplugRequest>(connector, station, "/unplug", (one, number, request) => one.Hardware.Unplug(number, request.Side));
        Command<FaultRequest>(connector, station, "/fault", (one, number, request) => Fault(one, number, request));
        Command<LockFailureRequest>(connector, station, "/lock-failure", (one, number, request) => one.Hardware.FailLock(number, request.Fails));
        Command<ButtonRequest>(connector, station, "/button", (one, number, request) =>
        {
            if (request.Which == DriverButton.Start) one.Hardware.PressStartButton(number);
            else one.Hardware.PressButton(number);
        });
        Command<MeterRequest>(connector, station, "/meter", SurroundingFaults.SetMeter);
        Command<LimitRequest>(connector, station, "/limit", Limit);
        Command<DeratingRequest>(connector, station, "/derating", (one, number, request) => one.Hardware.Derate(
            number, request.Amperes is { } amperes ? Milliamperes("amperes", amperes) : null, request.Why));
    }

    /// <summary>A command answers with the station as it is right after it.</summary>
    private static void Command<TRequest>(
        RouteGroupBuilder at, Func<HttpContext, HostedStation> station, string path, Action<HostedStation, int, TRequest> act) =>
        at.MapPost(path, async (HttpContext context) =>
        {
            var one = station(context);
            var request = await ControlJson.ReadAsync<TRequest>(context.Request);
            var number = context.Request.RouteValues["connector"] is string text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
            if (context.Request.RouteValues.ContainsKey("connector") && (number < 1 || number > one.Facts.Connectors.Count))
                throw new ControlException(404, $"There is no connector {number}; the station has 1 to {one.Facts.Connectors.Count}.");
            act(one, number, request);
            one.Recorder?.Act($"{context.Request.Path}: {JsonSerializer.Serialize(request, ControlJson.Options)}");
            return Json(StationView.Whole(one, long.MaxValue));
        });

    private static void Limit(HostedStation station, int connector, LimitRequest request)
    {
        if (request.Amperes is < 0 or > 100) throw new ControlException(400, "amperes: 0 to 100 A, or null for no limit.");
        if (request.Why.Length > 100) throw new ControlException(400, "why: at most 100 characters.");
        var life = station.Life ?? throw new ControlException(StatusCodes.Status409Conflict, "The station has no power and takes no limit.");
        life.Limit(connector, request.Amperes is { } amperes ? (int)(amperes * 1000) : null, request.Why);
    }

    private static void Power(HostedStation station, PowerRequest request)
    {
        if (request is { Cut: null, Restore: false } or { Cut: not null, Restore: true })
            throw new ControlException(400, "Say either {\"cut\":\"sudden\"}, {\"cut\":\"orderly\"} or {\"restore\":true}.");
        if (request.HoldUpSeconds is not (> 0 and <= 3600)) throw new ControlException(400, "holdUpSeconds: above 0, up to 3600 s.");
        if (request.Restore) station.RestorePower();
        else if (request.Cut == PowerCut.Sudden) station.Hardware.CutPower();
        else station.Hardware.FailMains(TimeSpan.FromSeconds(request.HoldUpSeconds));
    }

    private static void Network(HostedStation station, NetworkRequest request)
    {
        if (new[] { request.Cut, request.BlackHole, request.Restore }.Count(one => one) != 1)
            throw new ControlException(400, "Say either {\"cut\":true}, {\"blackHole\":true} or {\"restore\":true}.");
        station.SetNetwork(request.Restore ? NetworkState.Up : request.Cut ? NetworkState.Cut : NetworkState.BlackHole);
    }

    private static void Tamper(HostedStation station, TamperRequest request)
    {
        if (request.What is not { Length: > 0 and <= 200 }) throw new ControlException(400, "what: 1 to 200 characters, as in service door.");
        station.Hardware.Tamper(request.What);
    }

    private static IResult Flight(HostedStation station) => station.Recorder is { } recorder
        ? Results.Bytes(recorder.Read(), "application/jsonl", $"{Uri.EscapeDataString(station.Identity)}-flight.jsonl")
        : throw new ControlException(404, "The station has no flight record. Switch the recorder on with {\"on\":true} or --flight-recorder true.");

    private static int Times(int times) => times is >= 0 and <= 100 ? times : throw new ControlException(400, "times: 0 to 100 resets.");

    private static void Fault(HostedStation station, int? connector, FaultRequest request)
    {
        if (request.Kind is null == request.Clear is null)
            throw new ControlException(400, "Say either the kind of the fault to raise, as {\"kind\":\"groundFault\"}, or which to clear, as {\"clear\":\"all\"}.");
        if (request.VendorCode?.Length > 50 || request.Info?.Length > 50)
            throw new ControlException(400, "vendorCode and info: at most 50 characters.");
        if (request.Kind is { } kind)
            station.Hardware.RaiseFault(connector, kind, request.Severity, request.VendorCode, request.Info);
        else if (request.Clear == "all")
            ClearAll(station, connector);
        else
            station.Hardware.ClearFault(request.Clear!);
    }

    private static void ClearAll(HostedStation station, int? connector)
    {
        foreach (var fault in station.Hardware.Describe().Faults.Where(fault => fault.Connector == connector)) station.Hardware.ClearFault(fault.Id);
    }

    private static ImmutableArray<byte> Uid(string? text)
    {
        var digits = new string([.. (text ?? "").Where(one => one is not (' ' or ':' or '-'))]);
        return CardUid.TryParse(digits, out var uid) ? uid : throw new ControlException(400, $"uid: {CardUid.Form}.");
    }

    private static int Milliamperes(string name, decimal amperes) => amperes is > 0 and <= 100
        ? (int)(amperes * 1000)
        : throw new ControlException(400, $"{name}: above 0, up to 100 A.");

    private static long Since(HttpContext context)
    {
        if (!context.Request.Query.TryGetValue("since", out var text)) return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
            ? since
            : throw new ControlException(400, "since: the number of a trace line, as the last answer told it.");
    }

    private static IResult Json(object value) => Results.Json(value, ControlJson.Options);
}
