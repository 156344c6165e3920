namespace Ampwright.Station.Tests.Crash.Scenarios;

/// <summary>The same while the CSMS is away; it comes back after the first cut, or at the end.</summary>
internal sealed class OfflineSession : LocalSession
{
    public override void Live(CrashWorld world)
    {
        world.Test.Csms.GoDown();
        base.Live(world);
        world.Test.Csms.ComeBack();
        world.Test.Pass(120);
    }

    public override void GoOn(CrashWorld world)
    {
        world.Test.Csms.ComeBack();
        world.Test.Pass(120);
    }
}
