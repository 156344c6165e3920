using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight;

/// <summary>The firmware slots with the recorder in between. Images are not recorded: what follows from one cannot be replayed.</summary>
internal sealed class RecordedFirmware(RecordedLife life, IFirmwarePort firmware) : IFirmwarePort
{
    public FirmwareStart Start => firmware.Start;

    public string? RunningDigest => firmware.RunningDigest;

    public Stream OpenStaging()
    {
        life.Beside("firmware is staged");
        return firmware.OpenStaging();
    }

    public Task<string?> InspectAsync(CancellationToken cancel)
    {
        life.Beside("firmware is inspected");
        return firmware.InspectAsync(cancel);
    }

    public void Activate()
    {
        Tell("activateFirmware");
        firmware.Activate();
    }

    public void Confirm()
    {
        Tell("confirmFirmware");
        firmware.Confirm();
    }

    public void RollBack()
    {
        Tell("rollBackFirmware");
        firmware.RollBack();
    }

    private void Tell(string what) => life.Write(new FlightLine { Kind = FlightKind.Command, Command = what });
}
