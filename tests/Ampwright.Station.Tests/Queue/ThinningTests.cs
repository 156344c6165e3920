using Ampwright.Station.Memory;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Queue;

public sealed class ThinningTests
{
    [Fact]
    public void A_queue_over_its_limit_stays_within_it_for_ever_and_keeps_every_start_and_stop()
    {
        using var test = new StationUnderTest(options: options => options with { MostQueuedMessages = 40 });
        test.PowerOn();
        test.Configure("AllowOfflineTxForUnknownId", "true");
        test.Configure("MeterValueSampleInterval", "10");
        test.Csms.GoDown();
        for (var session = 0; session < 3; session++)
        {
            test.Charge();
            for (var sample = 0; sample < 100; sample++)
            {
                test.Pass(10);
                Assert.InRange(test.State.Queued, 2, 40);
            }
            test.Present(StationUnderTest.Card);
            test.Pass(5);
            test.Unplug();
        }

        var queue = test.Station.Core.Memory.State.Queue;
        Assert.Equal(3, queue.Count(message => message.Kind == QueuedKind.StartTransaction));
        Assert.Equal(3, queue.Count(message => message.Kind == QueuedKind.StopTransaction));
        Assert.Equal(queue.Select(message => message.Message).Order(), queue.Select(message => message.Message));
        test.Restart();
        Assert.Equal(queue.Count, test.State.Queued);
    }

    [Fact]
    public void Every_second_one_goes_whatever_its_number_and_the_first_stays()
    {
        var state = new RememberedState().With(new TransactionStarted(1, 1, 1, "TAG", null, 0, default, null));
        foreach (var number in (int[])[3, 5, 7, 9, 11]) state = state.With(new MeterValuesTaken(number, 1, new StoredMeterValue(default, "Sample.Periodic", [])));
        Assert.Equal([1, 3, 7, 11], state.With(new MeterValuesThinned(ByPlace: true)).Queue.Select(message => message.Message));
        Assert.Equal([1, 3, 5, 7, 9, 11], state.With(new MeterValuesThinned()).Queue.Select(message => message.Message)); // As first stored.
    }
}
