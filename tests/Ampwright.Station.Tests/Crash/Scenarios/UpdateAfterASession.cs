using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;
using Ampwright.Station.Tests.Files;
using Ampwright.Station.Tests.Firmware;
using Ampwright.Station.Tests.Life;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Crash.Scenarios;

/// <summary>Firmware is fetched while a car charges, waits for its session to end, is installed and started.</summary>
internal sealed class UpdateAfterASession : CrashScenario
{
    private WebServer? _server;
    private FirmwareWorld? _firmware;

    public override int Ways => 1;

    public override int SecondCuts => 2;

    private FirmwareWorld Firmware => _firmware!;

    public override async Task<CrashWorld> StartAsync()
    {
        _server ??= await WebServer.StartAsync();
        _firmware = await FirmwareWorld.StartAsync(server: _server);
        return new CrashWorld(_firmware.Test, _firmware);
    }

    public override void Live(CrashWorld world)
    {
        world.Test.Plug();
        world.Test.Present(StationUnderTest.Card);
        world.Test.Pass(20);
        Firmware.Order(retries: 0);
        Firmware.Until("Downloaded");
        world.Test.Pass(20);
        world.Test.Present(StationUnderTest.Card);
        world.Test.Pass(5);
        Finish(world);
    }

    public override void GoOn(CrashWorld world)
    {
        Assert.True(Firmware.CanStart, "nothing starts");
        world.Test.Pass(30);
        Finish(world);
    }

    public override bool Judge(CrashWorld world)
    {
        Sessions.AssertWhole(world);
        Assert.True(Firmware.CanStart, "nothing starts");
        if (Firmware.Update is null)
        {
            Assert.Empty(world.Test.Answers); // Cut before the order was on the disk: the CSMS was promised nothing.
            return false;
        }
        Assert.Equal(UpdateStep.Done, Firmware.Update.Step);
        if (Firmware.Told[^1] == "DownloadFailed") Assert.Equal("0.1.0", Firmware.Version); // The only attempt was cut.
        else Assert.True(Firmware.Told[^1] == (Firmware.Version == "0.2.0" ? "Installed" : "InstallationFailed"), $"at {Firmware.Version} it told {string.Join(", ", Firmware.Told)}");
        return Firmware.Version == "0.2.0";
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Files move in real time, everything else by the clock.</summary>
    private void Finish(CrashWorld world)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var reboots = 0; Firmware.Update is { Step: not UpdateStep.Done } && reboots < 3;)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Eventually.Deadline, $"it does not end: {Firmware.Update}");
            if (world.Test.Resets.Count > 0)
            {
                reboots++;
                world.Test.Resets.Clear();
                world.Test.Restart(BootCause.HardReset);
            }
            else if (Firmware.Update.Step == UpdateStep.Ordered)
            {
                world.Test.Until(() => Firmware.Update is not { Step: UpdateStep.Ordered });
            }
            else
            {
                world.Test.Pass(1);
            }
        }
        var done = TimeProvider.System.GetTimestamp();
        // What is to be told goes to the disk first, and that in real time: 30 s of the station's clock may be over before.
        while (Firmware.Update is { Step: UpdateStep.Done } && Firmware.Told is not [.., "Installed" or "InstallationFailed" or "DownloadFailed"])
        {
            Assert.True(TimeProvider.System.GetElapsedTime(done) < 2 * Eventually.Deadline, $"its end is not told: {string.Join(", ", Firmware.Told)}");
            world.Test.Pass(1);
            Thread.Yield();
        }
        world.Test.Pass(30);
    }
}
