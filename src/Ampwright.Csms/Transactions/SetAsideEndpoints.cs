using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Transactions;

/// <summary>What stations said of transactions and could not be taken for a transaction's.</summary>
internal static class SetAsideEndpoints
{
    public static void MapSetAside(this IEndpointRouteBuilder api) =>
        api.MapGet("/set-aside", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listSetAside").WithTags("transactions")
            .WithSummary("List the messages that were set aside, the newest first")
            .WithDescription("Each was answered as usual and changed no transaction. The payload is as the station sent it.").Fails(422);

    private static async Task<Ok<Page<SetAsideView>>> ListAsync(
        Caller caller,
        SetAsideList list,
        [Description("A station's identity")] string? station,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await list.ListAsync(caller.Scope, station, after ?? long.MaxValue, most + 1);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(SetAsideView.Of), most, view => view.Id.ToString(CultureInfo.InvariantCulture)));
    }
}

internal sealed record SetAsideView(
    long Id,
    string Station,
    [property: Description("StopTransaction or MeterValues")] string Action,
    [property: Description("ForeignTransaction, UnknownTransaction, NoTransactionId or ConflictingStop")] string Why,
    [property: Description("The transactionId the message named")] int? ClaimedTransactionId,
    string MessageId,
    DateTimeOffset ReceivedAt,
    [property: Description("As the station sent it")] JsonElement Payload)
{
    public static SetAsideView Of(SetAsideMessage message) => new(
        message.SetAsideId, message.Station, message.Action, message.Why, message.ClaimedTransactionId, message.MessageId, message.ReceivedAt,
        JsonElement.Parse(message.Payload));
}
