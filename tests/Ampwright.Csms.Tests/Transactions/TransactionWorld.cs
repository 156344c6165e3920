using System.Text;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Transactions;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.Tests.Transactions;

/// <summary>Two stations, some tags and a real store; messages are carried out as the connection's handlers do.</summary>
internal sealed class TransactionWorld : IAsyncDisposable
{
    private int _messages;

    public TestStore Store { get; } = new();

    public TransactionList Transactions => new(Store.Database);

    public Lease Cp1 { get; private set; } = null!;

    public Lease Cp2 { get; private set; } = null!;

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task<TransactionWorld> CreateAsync()
    {
        var world = new TransactionWorld();
        var registry = new StationRegistry(world.Store.Database);
        var leases = new Leases(world.Store.Database);
        var one = await registry.RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var two = await registry.RegisterAsync(new StationRegistration { Identity = "CP2", WithoutPassword = true });
        world.Cp1 = (await leases.TakeAsync(one.StationId, "test"))!;
        world.Cp2 = (await leases.TakeAsync(two.StationId, "test"))!;
        var tags = new IdTagList(world.Store.Database);
        await tags.PutAsync(new IdTag { Tag = "GOOD", ParentIdTag = "FLEET" });
        await tags.PutAsync(new IdTag { Tag = "ONE", OneTransactionAtATime = true });
        await tags.PutAsync(new IdTag { Tag = "BLOCKED", Blocked = true });
        await tags.PutAsync(new IdTag { Tag = "EXPIRED", ExpiresAt = Noon.AddDays(-1) });
        return world;
    }

    public static StartTransactionRequest Start(string idTag = "GOOD", int connectorId = 1, int meterStart = 1000, int minute = 0) =>
        new() { ConnectorId = connectorId, IdTag = idTag, MeterStart = meterStart, Timestamp = Noon.AddMinutes(minute) };

    public static StopTransactionRequest Stop(int transactionId, int meterStop = 2000, int minute = 30, string? idTag = "GOOD") =>
        new() { TransactionId = transactionId, MeterStop = meterStop, Timestamp = Noon.AddMinutes(minute), IdTag = idTag, Reason = Reason.Local };

    public static MeterValuesRequest Values(int? transactionId, int wattHours, int minute, int connectorId = 1) => new()
    {
        ConnectorId = connectorId,
        TransactionId = transactionId,
        MeterValue = [Sample(wattHours, minute)],
    };

    public static MeterValue Sample(int wattHours, int minute) => new()
    {
        Timestamp = Noon.AddMinutes(minute),
        SampledValue = [new SampledValue { Value = $"{wattHours}" }],
    };

    /// <summary>Carries the message out and returns the bytes of its answer.</summary>
    public async Task<string> SendAsync(IRequest request, string? messageId = null, Lease? station = null)
    {
        var lease = station ?? Cp1;
        var message = new ReceivedMessage(
            request.Action, messageId ?? $"m{Interlocked.Increment(ref _messages)}", PayloadJson.ToUtf8(request.Action.Request, request));
        Effect effect = request switch
        {
            StartTransactionRequest start => new StartRecord(message, start),
            StopTransactionRequest stop => new StopRecord(message, stop),
            MeterValuesRequest values => new MeterValuesRecord(message, values),
            _ => throw new ArgumentException("No transaction message.", nameof(request)),
        };
        var answer = (StoredAnswer)await Store.Database.WriteAsync(unit =>
        {
            Leases.Check(unit, lease);
            return effect.Apply(unit, lease);
        });
        return Encoding.UTF8.GetString(answer.Payload.Span);
    }

    public async Task<StartTransactionResponse> StartAsync(StartTransactionRequest start, string? messageId = null, Lease? station = null) =>
        (StartTransactionResponse)Catalogue.StartTransaction.Response.Read(
            Encoding.UTF8.GetBytes(await SendAsync(start, messageId, station)), ReadMode.Strict);

    public async Task<TransactionRecord> FindAsync(int transactionId) =>
        await Transactions.FindAsync(transactionId) ?? throw new InvalidOperationException("No such transaction.");

    public async Task<List<MeterValueRecord>> MeterValuesAsync(int transactionId) =>
        await new MeterValueList(Store.Database).OfTransactionAsync(transactionId, MeterValueCursor.Start, 1000);

    public async Task<List<string>> SetAsideAsync() => await Store.Database.ReadAsync(connection =>
        connection.Query<string>("SELECT why FROM set_aside_messages ORDER BY set_aside_id").AsList());

    public async Task<List<StateChange>> EventsAsync() =>
        [.. (await new EventLog(Store.Database).AfterAsync(0)).Select(recorded => recorded.Change)];

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
