using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Metering;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Transactions;

/// <summary>The transactions, running and ended.</summary>
internal static class TransactionEndpoints
{
    /// <summary>Meter values told with one transaction; the rest is read page by page.</summary>
    private const int MostMeterValues = 10_000;

    public static void MapTransactions(this IEndpointRouteBuilder api)
    {
        var transactions = api.MapGroup("/transactions").WithTags("transactions");
        transactions.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listTransactions").WithSummary("List the transactions, the newest first").Fails(422);
        transactions.MapGet("/{id:int}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getTransaction").WithSummary("Read one transaction with its meter values").Fails(404);
    }

    private static async Task<Ok<Page<TransactionView>>> ListAsync(
        Caller caller,
        TransactionList list,
        [Description("A station's identity")] string? station,
        string? idTag,
        [Description("The number of a driver: only those with the id tags that the driver has now")] long? driver,
        [Description("True: only running ones; false: only ended ones")] bool? open,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        long before = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            errors.Add("after", "Give the value of 'next' from the page before.");
        errors.ThrowIfAny();
        var found = await list.ListAsync(new TransactionFilter
        {
            Scope = caller.Scope,
            Station = station,
            IdTag = idTag,
            Driver = driver,
            Open = open,
            Before = after is null ? null : before,
            Limit = most + 1,
        });
        var next = found.Count > most ? found[most - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<TransactionView>(found.Take(most).Select(TransactionView.Of).ToList(), next));
    }

    private static async Task<Ok<TransactionView>> GetAsync(
        [Description("The transaction's id")] int id, Caller caller, TransactionList list, MeterValueList meterValues, SignedValues signed,
        SetAsideList setAside)
    {
        var transaction = await SeenAsync(id, caller, list);
        var values = Paging.Of(
            await meterValues.OfTransactionAsync(id, MeterValueCursor.Start, MostMeterValues + 1), MostMeterValues, value => MeterValueCursor.Of(value).ToString());
        return TypedResults.Ok(TransactionView.Of(transaction) with
        {
            MeterValues = values.Items.Select(MeterValueView.Of).ToList(),
            MeterValuesNext = values.Next,
            SignedValues = await signed.OfAsync(transaction),
            FlagDetails = (await list.FlagsAsync(id)).Select(raised => new FlagView(raised.Flag, raised.Detail, raised.RaisedAt)).ToList(),
            SetAside = (await setAside.ClaimingAsync(id, caller.Scope)).ConvertAll(SetAsideView.Of),
        });
    }

    /// <summary>A transaction at another site than the caller's is answered like one that is not there.</summary>
    public static async Task<TransactionRecord> SeenAsync(int id, Caller caller, TransactionList list) =>
        await list.FindAsync(id) is { } transaction && caller.Scope.Covers(transaction.SiteId)
            ? transaction
            : throw Unknown(id);

    public static ProblemException Unknown(int id) =>
        Problem.NotFound("transaction-unknown", $"There is no transaction {id}. GET /api/v1/transactions lists them.").AsException();
}

internal sealed record TransactionView
{
    [Description("The transactionId of OCPP")]
    public required int Id { get; init; }

    [Description("The station's identity")]
    public required string Station { get; init; }
    public required int ConnectorId { get; init; }
    public required string IdTag { get; init; }

    [Description("Running or Ended")]
    public required string State { get; init; }

    [Description("What StartTransaction was answered: Accepted, Blocked, Expired, Invalid, ConcurrentTx")]
    public required string Authorization { get; init; }

    [Description("Reading of the energy register at the start, in Wh")]
    public required int MeterStart { get; init; }

    [Description("Reading at the end, in Wh; null while it runs")]
    public int? MeterStop { get; init; }

    [Description("Energy so far, or in the end, in Wh")]
    public required long EnergyWh { get; init; }

    [Description("Latest active power, in W; null when it is not known or the transaction has ended")]
    public double? PowerW { get; init; }
    public DateTimeOffset? LastMeterAt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }

    [Description("Why it ended, as OCPP names it; null while it runs")]
    public string? Reason { get; init; }

    [Description("The id tag that ended it, where one did")]
    public string? StopIdTag { get; init; }
    public int? ReservationId { get; init; }

    [Description("The transaction this one seems to repeat")]
    public int? SuspectDuplicateOf { get; init; }

    [Description("What is not right with it; not to be billed unseen when there is any")]
    public required IReadOnlyList<string> Flags { get; init; }

    [Description("Running; Pending: ended and not examined yet; Suspect: a case about it is open; NotBillable: a case was closed against it; Billable")]
    public required string Billing { get; init; }

    [Description("The case by which it was ended in the station's stead; null where the station ended it")]
    public long? EndedByCase { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("In the order they were sampled; only where one transaction is read")]
    public IReadOnlyList<MeterValueView>? MeterValues { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("Only where 'meterValues' was cut, after 10,000: the 'after' that brings the rest from transactions/{id}/meter-values")]
    public string? MeterValuesNext { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The signed ones among the meter values, with their public keys; only where one transaction is read")]
    public IReadOnlyList<SignedValueView>? SignedValues { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What each flag rests on; only where one transaction is read")]
    public IReadOnlyList<FlagView>? FlagDetails { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("The messages that named this transaction and were set aside, at most 100; only where one transaction is read")]
    public IReadOnlyList<SetAsideView>? SetAside { get; init; }

    public static TransactionView Of(TransactionRecord transaction) => new()
    {
        Id = transaction.TransactionId,
        Station = transaction.Station,
        ConnectorId = transaction.ConnectorId,
        IdTag = transaction.IdTag,
        State = transaction.Open ? "Running" : "Ended",
        Authorization = transaction.Verdict,
        MeterStart = transaction.MeterStart,
        MeterStop = transaction.MeterStop,
        EnergyWh = transaction.EnergyWh,
        PowerW = transaction.Open ? transaction.LastPower : null,
        LastMeterAt = transaction.LastMeterAt,
        StartedAt = transaction.StartedAt,
        StoppedAt = transaction.StoppedAt,
        Reason = transaction.StopReason,
        StopIdTag = transaction.StopIdTag,
        ReservationId = transaction.ReservationId,
        SuspectDuplicateOf = transaction.SuspectDuplicateOf,
        Flags = transaction.Flags?.Split(',') ?? [],
        Billing = transaction.Billing.ToString(),
        EndedByCase = transaction.StopCaseId,
    };
}

internal sealed record FlagView(string Flag, string Detail, DateTimeOffset RaisedAt);
