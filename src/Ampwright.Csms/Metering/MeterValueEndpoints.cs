using System.ComponentModel;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Metering;

/// <summary>Meter values: of a transaction, and of a connector outside of any.</summary>
internal static class MeterValueEndpoints
{
    public static void MapMeterValues(this IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions/{id:int}/meter-values", OfTransactionAsync).Needs(Role.Viewer).HonoursSites().WithName("listTransactionMeterValues").WithTags("transactions")
            .WithSummary("List a transaction's meter values in the order they were sampled").Fails(404, 422);
        api.MapGet("/stations/{identity}/connectors/{connectorId:int}/meter-values", OutsideAsync).Needs(Role.Viewer)
            .WithName("listConnectorMeterValues").WithTags("connectors")
            .WithSummary("List a connector's meter values that belong to no transaction")
            .WithDescription("Values sampled outside of a transaction, and those whose transaction is not known. Connector 0 is the station's own meter.")
            .Fails(404, 422);
        api.MapGet("/transactions/{id:int}/signed-values", SignedAsync).Needs(Role.Viewer).HonoursSites().WithName("listSignedValues").WithTags("transactions")
            .WithSummary("List a transaction's signed meter values, with their public keys where they are known").Fails(404);
        api.MapGet("/transactions/{id:int}/signed-values/raw", SignedRawAsync).Needs(Role.Viewer).HonoursSites().WithName("exportSignedValue").WithTags("transactions")
            .WithSummary("One signed value, byte for byte as the station signed it").Produces<string>(200, "text/plain").Fails(404, 422);
    }

    private static async Task<Ok<Page<SignedValueView>>> SignedAsync(int id, Caller caller, TransactionList transactions, SignedValues signed)
    {
        var transaction = await TransactionEndpoints.SeenAsync(id, caller, transactions);
        return TypedResults.Ok(new Page<SignedValueView>(await signed.OfAsync(transaction), null));
    }

    private static async Task<FileContentHttpResult> SignedRawAsync(
        int id, Caller caller, TransactionList transactions, SignedValues signed, [Description("Which one, as the list numbers them")] int? number)
    {
        var transaction = await TransactionEndpoints.SeenAsync(id, caller, transactions);
        var errors = new FieldErrors();
        if (number is null) errors.Add("number", "Give the number of one of the signed values.");
        errors.ThrowIfAny();
        var value = (await signed.OfAsync(transaction)).FirstOrDefault(each => each.Number == number) ?? throw Problem.NotFound(
            "signed-value-unknown", $"The transaction {id} has no signed value {number}. GET /api/v1/transactions/{id}/signed-values lists them.").AsException();
        return TypedResults.Bytes(System.Text.Encoding.UTF8.GetBytes(value.Value), "text/plain; charset=utf-8", $"transaction-{id}-{number}.txt");
    }

    private static async Task<Ok<Page<MeterValueView>>> OfTransactionAsync(
        [Description("The transaction's id")] int id,
        Caller caller,
        TransactionList transactions,
        MeterValueList values,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var (most, from) = Read(limit, after);
        await TransactionEndpoints.SeenAsync(id, caller, transactions);
        return PageOf(await values.OfTransactionAsync(id, from, most + 1), most);
    }

    private static async Task<Ok<Page<MeterValueView>>> OutsideAsync(
        string identity,
        int connectorId,
        StationRegistry stations,
        MeterValueList values,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var (most, from) = Read(limit, after);
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return PageOf(await values.OutsideAsync(station.StationId, connectorId, from, most + 1), most);
    }

    private static (int Most, MeterValueCursor From) Read(int? limit, string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        var from = MeterValueCursor.Start;
        if (after is not null && !MeterValueCursor.TryParse(after, out from)) errors.Add("after", "Give the value of 'next' from the page before.");
        errors.ThrowIfAny();
        return (most, from);
    }

    private static Ok<Page<MeterValueView>> PageOf(List<MeterValueRecord> found, int most)
    {
        var page = Paging.Of(found, most, value => MeterValueCursor.Of(value).ToString());
        return TypedResults.Ok(new Page<MeterValueView>(page.Items.Select(MeterValueView.Of).ToList(), page.Next));
    }
}

internal sealed record MeterValueView(
    int ConnectorId,
    DateTimeOffset SampledAt,
    [property: Description("MeterValues or StopTransaction: the message that brought it")] string Source,
    [property: Description("The list of OCPP, values unchanged")] JsonElement SampledValue)
{
    public static MeterValueView Of(MeterValueRecord values) =>
        new(values.ConnectorId, values.SampledAt, values.Source, JsonElement.Parse(values.SampledValues));
}
