using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Crash.Scenarios;

/// <summary>A place is reserved; somebody else's card is refused there, the holder charges and leaves.</summary>
internal sealed class ReservedSession : LocalSession
{
    public override void Live(CrashWorld world)
    {
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(world.Test, seconds: 3_600));
        world.Test.Plug();
        world.Test.Present(StationUnderTest.OtherCard);
        world.Test.Pass(5);
        Charge(world.Test);
    }

    public override bool Judge(CrashWorld world)
    {
        var test = world.Test;
        if (!Sessions.AssertWhole(world))
        {
            var promised = test.Answers.OfType<ReserveNowResponse>().Any();
            if (!promised) return false; // Whether it is kept or not: the CSMS was told nothing.
            if (test.Hardware.Describe().Connectors[0].VehicleConnected) test.Unplug();
            test.Pass(5);
            Assert.Equal("Reserved", test.First.Status);
            test.Plug();
            test.Present(StationUnderTest.OtherCard);
            test.Pass(70);
            Assert.Empty(world.Starts);
            Charge(test);
            Assert.True(Sessions.AssertWhole(world), "the holder was not let in");
        }

        Assert.Equal((StationUnderTest.Tag, States.ReservationId), (world.Starts.Keys.Single().IdTag, world.Starts.Keys.Single().ReservationId));
        Assert.Empty(test.Station.Core.Memory.State.Reservations);
        return true;
    }

    private static void Charge(StationUnderTest test)
    {
        test.Present(StationUnderTest.Card);
        test.Pass(70);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
    }
}
