using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Crash.Scenarios;

/// <summary>A driver plugs in, shows the card, charges, and shows the card again.</summary>
internal class LocalSession : CrashScenario
{
    public override Task<CrashWorld> StartAsync() => Task.FromResult(new CrashWorld(StationUnderTest.Accepted(
        configuration: [("AllowOfflineTxForUnknownId", "true"), ("MeterValueSampleInterval", "30")])));

    public override void Live(CrashWorld world)
    {
        world.Test.Plug();
        world.Test.Present(StationUnderTest.Card);
        world.Test.Pass(150);
        world.Test.Present(StationUnderTest.Card);
        world.Test.Pass(5);
    }

    public override void GoOn(CrashWorld world) => world.Test.Pass(60);

    public override bool Judge(CrashWorld world) => Sessions.AssertWhole(world);
}
