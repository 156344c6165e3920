using System.Text.Json.Nodes;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;
using Ampwright.Station.Hardware;
using Ampwright.Station.Tests.Flight;

namespace Ampwright.Station.Tests.Lab;

/// <summary>A CSMS that sends a CALL right behind its answer, in the same instant.</summary>
public sealed class CallBehindAnswerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_RemoteStop_right_behind_the_answer_that_names_the_transaction_stops_it(bool recorded)
    {
        var answer = Behind("StartTransaction", recorded, "RemoteStopTransaction", bench => new JsonObject { ["transactionId"] = bench.LastTransaction });
        Assert.Equal("Accepted", answer.Text("status"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_CALL_right_behind_the_answer_that_accepts_a_station_once_Rejected_is_answered(bool recorded)
    {
        var boots = 0;
        var answer = Behind(
            "BootNotification", recorded, "GetConfiguration", _ => [], nth: 2,
            bench => bench.Answers["BootNotification"] = _ => bench.BootAnswer(++boots == 1 ? "Rejected" : "Accepted", 5));
        Assert.NotNull(answer.Member("configurationKey"));
    }

    /// <summary>Answers a CALL of the station as usual and sends one of its own at once.</summary>
    /// <returns>The station's answer to it.</returns>
    private static Frame Behind(
        string heard, bool recorded, string action, Func<StationBench, JsonObject> payload, int nth = 1, Action<StationBench>? prepare = null)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        StationInLab? station = null;
        return LabLoop.Run(
            async () =>
            {
                var pics = PicsReader.Read("full");
                var (facts, settings) = (PicsFacts.Of(pics, connected: 0), new RunSettings().For(pics));
                var trace = new RunTrace(time, null);
                trace.Begin(Side.Station, Revision.R2025_11, settings, facts, connected: 0);
                var bench = new StationBench(time, trace, settings, facts, new NoHands());
                prepare?.Invoke(bench);
                var answer = new TaskCompletionSource<Frame>();
                var count = 0;
                bench.Conversation.Listen = told =>
                {
                    if (told.Call?.Action == heard && ++count == nth) _ = AskAsync();
                };
                using (station = new StationInLab("full", bench.Conversation, time, recorded ? new Recording().Recorder(time) : null))
                {
                    station.PowerOn(BootCause.Power);
                    await Task.Delay(TimeSpan.FromSeconds(20), time);
                    await station.DoAsync(StationAction.Plug, 1, null);
                    await station.DoAsync(StationAction.Present, 0, settings.Tag);
                    return await answer.Task;
                }

                async Task AskAsync() => answer.TrySetResult(await bench.Conversation.CallAsync(action, payload(bench), TimeSpan.FromSeconds(30)));
            },
            time,
            () => station?.Work() == true);
    }

    private sealed class NoHands : IStationOperator
    {
        public Task DoAsync(StationAction action, int connector, string? tag) => throw new NotSupportedException();
    }
}
