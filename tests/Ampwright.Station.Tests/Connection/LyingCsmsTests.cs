using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;
using Ampwright.TestKit;
using Ampwright.TestKit.Scripted;

namespace Ampwright.Station.Tests.Connection;

/// <summary>
/// A CSMS that lies to a whole station over a real socket while a car charges, then comes to its senses: the session must be told whole,
/// in order, whatever was said meanwhile.
/// </summary>
public sealed class LyingCsmsTests
{
    private static readonly Dictionary<string, Reply> Lies = new(StringComparer.Ordinal)
    {
        ["an answer to another CALL"] = Reply.Raw(_ => """[3,"not-yours",{"transactionId":99,"idTagInfo":{"status":"Accepted"}}]"""),
        ["an answer of the wrong type"] = Reply.Raw(id => $$"""[3,"{{id}}",{"transactionId":"x","idTagInfo":7}]"""),
        ["an answer without its fields"] = Reply.Raw(id => $$"""[3,"{{id}}",{}]"""),
        ["an answer that is a list"] = Reply.Raw(id => $"""[3,"{id}",[1,2]]"""),
        ["a code nobody knows"] = Reply.Error("NobodyKnowsThisCode"),
        ["a code misspelt"] = Reply.Error("OccurrenceConstraintViolation"),
        ["an error of three elements"] = Reply.Raw(id => $"""[4,"{id}","GenericError"]"""),
        ["no JSON"] = Reply.Raw(_ => "{[}\u0000"),
        ["half a frame"] = Reply.Raw(id => $"""[3,"{id}",{"{"}"""),
        ["a megabyte"] = Reply.Raw(id => $$"""[3,"{{id}}",{"padding":"{{new string('x', 1_000_000)}}"}]"""),
        ["a message type of its own"] = Reply.Raw(id => $$"""[9,"{{id}}",{}]"""),
        ["a CALL in place of an answer"] = Reply.Raw(_ => """[2,"c-1","MakeCoffee",{"cups":2}]"""),
        ["nothing, and the line goes dead"] = Reply.HangUp,
    };

    public static TheoryData<string> Kinds => [.. Lies.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_is_answered_to_a_start_the_session_arrives_whole_and_in_order(string lie)
    {
        await using var csms = new TestKit.Scripted.ScriptedCsms();
        csms.On("StartTransaction", _ => Reply.Result(new { transactionId = 1, idTagInfo = new { status = "Accepted" } })); // A repeated start gets the first id.
        csms.Once("StartTransaction", Lies[lie]);
        await using var life = new RealLife(csms.Address);

        await life.ChargeAndStopAsync();

        await life.UntilAsync(() => life.State.Queued == 0, "the queue is empty");
        var told = csms.Log.Frames.Where(frame => frame.IsCall("StartTransaction") || frame.IsCall("StopTransaction")).ToList();
        var starts = told.TakeWhile(frame => frame.IsCall("StartTransaction")).ToList();
        Assert.True(starts.Count >= 2, csms.Log.ToString());
        Assert.Single(starts.Select(start => start.Payload.GetRawText()).Distinct());
        var stops = told.Skip(starts.Count).ToList(); // An answer later than a second of a busy machine is one more lie: the stop is then told again as well.
        Assert.All(stops, stop => Assert.True(stop.IsCall("StopTransaction"), csms.Log.ToString()));
        var payload = Assert.Single(stops.DistinctBy(stop => stop.Payload.GetRawText())).Payload;
        Assert.Equal(1, payload.GetProperty("transactionId").GetInt32());
    }

    [Fact]
    public async Task What_is_answered_twice_or_unasked_changes_nothing()
    {
        await using var csms = new TestKit.Scripted.ScriptedCsms();
        csms.On("StartTransaction", _ => Reply.Result(new { transactionId = 41, idTagInfo = new { status = "Accepted" } }));
        await using var life = new RealLife(csms.Address);
        await life.ChargeAsync();
        await life.UntilAsync(() => life.State.Connectors[0].Transaction?.TransactionId == 41, "the first answer counts");

        var id = csms.Log.Calls("StartTransaction")[0].Id;
        await csms.SendAsync($$$"""[3,"{{{id}}}",{"transactionId":42,"idTagInfo":{"status":"Blocked"}}]""");
        await csms.SendAsync("""[4,"never-sent","InternalError","",{}]""");
        await csms.SendAsync("""[2,"c-1","MakeCoffee",{}]""");
        await csms.SendAsync("""[2,"c-2","Reset",{"type":"Sideways"}]""");
        await life.UntilAsync(() => csms.Log.Frames.Count(frame => frame.Id is "c-1" or "c-2") == 4, "both CALLs are answered");

        await life.StopAsync();
        await life.UntilAsync(() => life.State.Queued == 0, "the queue is empty");
        Assert.Equal(41, Assert.Single(csms.Log.Calls("StopTransaction").DistinctBy(stop => stop.Payload.GetRawText())).Payload.GetProperty("transactionId").GetInt32());
        Assert.Equal(1, csms.Connections);
    }

    /// <summary>One station in real time, over a real socket.</summary>
    private sealed class RealLife : IAsyncDisposable
    {
        private readonly SimulatedStation _hardware;
        private readonly WebSocketNetwork _network = new(TimeProvider.System);
        private readonly ChargingStation _station;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public RealLife(Uri csms)
        {
            var product = ProductProfileReader.Read("full");
            product = product with
            {
                Configuration = new Dictionary<string, string>(product.Configuration, StringComparer.Ordinal)
                {
                    ["TransactionMessageRetryInterval"] = "0",
                    ["MessageTimeout"] = "1",
                    ["MeterValueSampleInterval"] = "0",
                },
            };
            _hardware = new SimulatedStation(product.FactsFor("CP-1"), 7, TimeProvider.System);
            _station = new ChargingStation(
                product, new StationOptions { Identity = "CP-1", Endpoint = csms, Seed = 7 }, _hardware.PowerOn(BootCause.Power), new SimulatedDisk(), _network, TimeProvider.System);
            _running = _station.RunAsync(_stop.Token);
        }

        public StationState State => _station.Describe();

        public async Task ChargeAsync()
        {
            await UntilAsync(() => State is { Registration: "Accepted", Connected: true }, "it is accepted");
            _hardware.Plug(1, PlugSide.Both);
            await UntilAsync(() => State.Connectors[0].Status == "Preparing", "the car is seen");
            _hardware.PresentCard(StationUnderTest.Card);
            await UntilAsync(() => State.Connectors[0].Transaction is not null, "it charges");
        }

        public async Task StopAsync()
        {
            _hardware.PresentCard(StationUnderTest.Card);
            await UntilAsync(() => State.Connectors[0].Transaction is null, "it stops");
        }

        public async Task ChargeAndStopAsync()
        {
            await ChargeAsync();
            await UntilAsync(() => State.Connectors[0].Status is "Charging" or "SuspendedEV", "energy flows");
            await StopAsync();
        }

        /// <summary>Dials at once when the line is down: the back-off has its own tests.</summary>
        public async Task UntilAsync(Func<bool> holds, string what)
        {
            try
            {
                await Eventually.HoldsAsync(() =>
                {
                    if (!State.Connected) _station.DialNow();
                    return holds();
                }, what, TimeSpan.FromSeconds(60));
            }
            catch (TimeoutException late)
            {
                Assert.Fail($"{late.Message}\n{State}\n{string.Join('\n', _station.Trace.Since())}");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            await _station.DisposeAsync();
            _network.Dispose();
            _hardware.Dispose();
            _stop.Dispose();
        }
    }
}
