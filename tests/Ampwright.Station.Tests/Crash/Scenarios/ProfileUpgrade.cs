using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Connection;
using Ampwright.Station.Tests.Life;
using Ampwright.Station.Tests.Security;

namespace Ampwright.Station.Tests.Crash.Scenarios;

/// <summary>
/// While a car charges, a new password and then a higher security profile are set. The CSMS takes what it was last told to be in use, and
/// nothing else: an answer that never reached it is one it does not know of.
/// </summary>
internal sealed class ProfileUpgrade : CrashScenario
{
    private readonly TestAuthority _authority = new();

    public override int SecondCuts => 2;

    public override Task<CrashWorld> StartAsync()
    {
        var test = SecureStation.With(1, _authority);
        test.Csms.Door = request =>
            Convert.ToHexString(request.Password?.ToArray() ?? []) != Expected(test).Key ? new NetworkException("HTTP 401", fault: NetworkFault.Refused)
            : request.Url.Scheme != Expected(test).Scheme ? new NetworkException("nobody is there")
            : null;
        return Task.FromResult(new CrashWorld(test));
    }

    public override void Live(CrashWorld world)
    {
        world.Test.Plug();
        world.Test.Present(StationUnderTest.Card);
        world.Test.Pass(20);
        Assert.Equal(ConfigurationStatus.Accepted, world.Test.Change("AuthorizationKey", SecureStation.OtherKey));
        world.Test.Pass(20);
        Assert.Equal(ConfigurationStatus.Accepted, world.Test.Change("SecurityProfile", "2"));
        world.Test.Pass(20);
        world.Test.Present(StationUnderTest.Card);
        world.Test.Pass(5);
    }

    public override void GoOn(CrashWorld world) => world.Test.Pass(900);

    public override bool Judge(CrashWorld world)
    {
        var begun = Sessions.AssertWhole(world);
        var test = world.Test;
        Assert.True(test.State.Connected, "it does not come back");
        var changes = test.Answers.Count;
        Assert.Equal(changes == 2 ? "2" : "1", test.Shown("SecurityProfile"));

        // What was proven is never left again.
        test.Csms.GoDown();
        test.Pass(1_800);
        test.Csms.ComeBack();
        test.Pass(120);
        Assert.True(test.State.Connected, "it does not come back a second time");
        return begun;
    }

    public override async ValueTask DisposeAsync()
    {
        _authority.Dispose();
        await base.DisposeAsync();
    }

    private static (string Key, string Scheme) Expected(StationUnderTest test)
    {
        var changes = test.Answers.OfType<ChangeConfigurationResponse>().Count();
        return (changes >= 1 ? SecureStation.OtherKey : SecureStation.Key, changes >= 2 ? "wss" : "ws");
    }
}
