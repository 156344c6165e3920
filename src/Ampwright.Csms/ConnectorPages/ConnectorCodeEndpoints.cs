using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Guests;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.ConnectorPages;

/// <summary>The addresses of connectors' pages with the QR codes to print; for those who run the network.</summary>
internal static class ConnectorCodeEndpoints
{
    private const int MostConnectors = 100;

    private const string Svg = "image/svg+xml";

    private const string Example = """
        {"connectorId":1,"address":"https://csms.example.com/c/7qk2m9xw4r","madeAt":"2026-03-01T12:00:00Z",
         "qr":"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 37 37\">…</svg>"}
        """;

    public static void MapConnectorCodes(this IEndpointRouteBuilder api)
    {
        var pages = api.MapGroup("/stations/{identity}/connector-pages").WithTags("guests");
        pages.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listConnectorPages").WithSummary("The addresses of a station's connectors' pages, with QR codes to print").Fails(404)
            .WithExamples(null, $$"""{"items":[{{Example}}],"next":null}""");
        pages.MapPost("", GiveAsync).Needs(Role.Operator).WithName("giveConnectorPage").WithSummary("Give a connector a page for its drivers")
            .WithDescription("Where it has one already, that is told; with 'anew' its address becomes another, and printed codes lead nowhere.").Fails(404, 422)
            .WithExamples("""{"connectorId":1}""", Example);
        pages.MapGet("/{connectorId:int}/qr.svg", DrawAsync).Needs(Role.Viewer).WithName("drawConnectorPageCode").WithSummary("The QR code of a connector's page, to print")
            .Produces<string>(200, Svg).Fails(404);
    }

    private static async Task<ContentHttpResult> DrawAsync(string identity, int connectorId, StationRegistry stations, Database database, ConnectionOptions options, HttpContext context)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var code = (await database.ReadAsync(connection => ConnectorCodes.List(connection, station.StationId))).Find(one => one.ConnectorId == connectorId);
        return code is not null && View(code, options, context).Qr is { } drawn
            ? TypedResults.Content(drawn, Svg)
            : throw Problem.NotFound("connector-page-unknown", $"Connector {connectorId} of '{station.Identity}' has no page. POST /api/v1/stations/{station.Identity}/connector-pages gives it one.").AsException();
    }

    private static async Task<Ok<Page<ConnectorCodeView>>> ListAsync(string identity, StationRegistry stations, Database database, ConnectionOptions options, HttpContext context)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var found = await database.ReadAsync(connection => ConnectorCodes.List(connection, station.StationId));
        return TypedResults.Ok(new Page<ConnectorCodeView>(found.ConvertAll(code => View(code, options, context)), null));
    }

    private static async Task<Ok<ConnectorCodeView>> GiveAsync(
        string identity, ConnectorCodeRequest request, Caller caller, StationRegistry stations, Database database, ConnectionOptions options, HttpContext context)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var errors = new FieldErrors();
        if (request.ConnectorId is not (>= 1 and <= MostConnectors)) errors.Add("connectorId", $"Give the number of a connector, 1 to {MostConnectors}.");
        errors.ThrowIfAny();
        var given = await database.WriteAsync(unit =>
        {
            ConnectorCodes.Give(unit, caller, station.StationId, station.Identity, request.ConnectorId!.Value, request.Anew ?? false);
            return ConnectorCodes.List(unit.Connection, station.StationId).Find(code => code.ConnectorId == request.ConnectorId)!;
        });
        return TypedResults.Ok(View(given, options, context));
    }

    private static ConnectorCodeView View(ConnectorCode code, ConnectionOptions options, HttpContext context)
    {
        var address = $"{options.PublicUrl?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}"}/c/{code.Code}";
        return new ConnectorCodeView(code.ConnectorId, address, code.MadeAt, QrCode.Of(address)?.ToSvg());
    }
}

internal sealed record ConnectorCodeRequest
{
    [Required, Description("The connector")]
    public int? ConnectorId { get; init; }

    [Description("True: another address, in place of the present one")]
    public bool? Anew { get; init; }
}

internal sealed record ConnectorCodeView(
    int ConnectorId, [property: Description("What the QR code leads to")] string Address, DateTimeOffset MadeAt,
    [property: Description("The address as a QR code, an SVG document; null where it is too long for one")] string? Qr);
