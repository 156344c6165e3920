using Ampwright.Csms.Connections;
using Ampwright.Csms.DataTransfer;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Tests.DataTransfer;

public sealed class DataTransferTests
{
    [Fact]
    public async Task An_unknown_vendors_message_is_answered_so_and_can_be_read_in_the_API()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();

        var answer = await station.CallAsync("DataTransfer", """{"vendorId":"com.example","messageId":"Tariff","data":"{\"price\":3}"}""");

        Assert.Equal("""{"status":"UnknownVendorId"}""", answer[2].GetRawText());
        var told = (await csms.SendAsync("GET", "/api/v1/events/log?kind=dataTransferred")).Json.GetProperty("items")[0].GetProperty("change");
        Assert.Equal(
            ("com.example", "Tariff", """{"price":3}""", 11, "UnknownVendorId"),
            (told.GetProperty("vendorId").GetString(), told.GetProperty("messageId").GetString(), told.GetProperty("data").GetString(),
                told.GetProperty("dataLength").GetInt32(), told.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Of_long_data_the_beginning_is_kept()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var data = new string('x', DataTransferRecord.KeptCharacters - 1) + "\U0001F50C" + new string('y', 100_000);

        await station.CallAsync("DataTransfer", $$"""{"vendorId":"v","data":"{{data}}"}""");

        var told = (await csms.ChangesAsync()).OfType<DataTransferred>().Single();
        Assert.Equal((new string('x', DataTransferRecord.KeptCharacters - 1), data.Length), (told.Data, told.DataLength));
    }

    [Theory]
    [InlineData("com.example", "Reading", "Accepted")]
    [InlineData("COM.EXAMPLE", "READING", "Accepted")]
    [InlineData("com.example", "Other", "UnknownMessageId")]
    [InlineData("com.example", null, "UnknownMessageId")]
    [InlineData("com.other", "Reading", "UnknownVendorId")]
    public async Task A_registered_message_takes_effect_and_the_answers_to_others_tell_vendor_from_message(string vendor, string? message, string status)
    {
        await using var store = new TestStore();
        var station = await new StationRegistry(store.Database).RegisterAsync(new StationRegistration { Identity = "CP1", Password = RunningCsms.Password });
        var lease = (await new Leases(store.Database).TakeAsync(station.StationId, "here"))!;
        var handler = new DataTransferHandler(new VendorMessages([new VendorMessage("com.example", "Reading", Keep)]));
        var request = new DataTransferRequest { VendorId = vendor, MessageId = message, Data = "42" };

        var step = (Step.Store)handler.Handle(station, new InboundCall(Catalogue.DataTransfer, "1", request, [], default), store.Time.GetUtcNow());
        var answer = (DataTransferResponse)await store.Database.WriteAsync(unit => step.Effect.Apply(unit, lease));

        Assert.Equal(status, answer.Status.Text);
        var changes = (await new EventLog(store.Database).AfterAsync(0)).Select(recorded => recorded.Change).ToList();
        Assert.Equal(status == "Accepted", changes.OfType<IdTagChanged>().Any());
        Assert.Equal(status, changes.OfType<DataTransferred>().Single().Status);

        static DataTransferResponse Keep(WriteUnit unit, Lease of, DataTransferRequest of42)
        {
            unit.Raise(new IdTagChanged(of42.Data!) { Station = of.Identity });
            return new DataTransferResponse { Status = DataTransferStatus.Accepted };
        }
    }
}
