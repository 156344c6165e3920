using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Transactions;

/// <summary>StartTransaction is answered with a tag that is not accepted. OCPP 1.6 ed. 2 §4.8.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public void The_transaction_ends_as_DeAuthorized_and_the_cable_stays_locked_until_the_same_card_comes()
    {
        using var test = Refused();
        test.Pass(10);
        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal((1001, Reason.DeAuthorized), (stop.TransactionId, stop.Reason!.Value.Value));
        Assert.Throws<SimulationRefusedException>(() => test.Hardware.Unplug(1, PlugSide.Station));
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Unplug();
        Assert.Equal("Available", test.First.Status);
    }

    [Fact]
    public void With_StopTransactionOnInvalidId_false_only_the_energy_stops()
    {
        using var test = Refused(("StopTransactionOnInvalidId", "false"));
        test.Pass(60);
        Assert.Equal("SuspendedEVSE", test.First.Status);
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
        Assert.InRange(test.Hardware.Describe().Connectors[0].Meter.RegisterWh, 0, 10);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Single(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void MaxEnergyOnInvalidId_is_still_given()
    {
        using var test = Refused(("MaxEnergyOnInvalidId", "500"));
        test.Pass(60);
        Assert.Equal("Charging", test.First.Status);
        test.Pass(600);
        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal(Reason.DeAuthorized, stop.Reason!.Value.Value);
        Assert.InRange(stop.MeterStop, 500, 520);
    }

    [Fact]
    public void The_verdict_also_holds_for_a_start_that_was_delivered_later()
    {
        using var test = StationUnderTest.Accepted(configuration: [("AllowOfflineTxForUnknownId", "true")]);
        Answer(test);
        test.Csms.GoDown();
        test.Charge();
        test.Csms.ComeBack();
        test.Pass(60);
        Assert.Equal(Reason.DeAuthorized, Assert.Single(test.Csms.All<StopTransactionRequest>()).Reason!.Value.Value);
    }

    private static StationUnderTest Refused(params (string, string)[] configuration)
    {
        var test = StationUnderTest.Accepted(configuration: configuration);
        Answer(test);
        test.Plug();
        test.Present(StationUnderTest.Card);
        return test;
    }

    private static void Answer(StationUnderTest test) => test.Csms.On<StartTransactionRequest>(_ =>
        new StartTransactionResponse { TransactionId = 1001, IdTagInfo = new IdTagInfo { Status = AuthorizationStatus.Blocked } });
}
