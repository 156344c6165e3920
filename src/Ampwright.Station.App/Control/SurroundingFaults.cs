using Ampwright.Station.App.Hosting;

namespace Ampwright.Station.App.Control;

/// <summary>What goes wrong around the runtime without anybody touching a plug: the host's clock, a meter, the disk.</summary>
internal static class SurroundingFaults
{
    /// <summary>Ten years, s: what a host with an empty clock battery can be off.</summary>
    private const double FurthestJump = 315_576_000;

    /// <summary>Wh; the most that MeterValues, StartTransaction and StopTransaction carry as a whole number.</summary>
    private const long GreatestRegister = 1_999_999_999;

    public static void JumpClock(HostedStation station, ClockRequest request)
    {
        if (request.JumpSeconds == 0 || Math.Abs(request.JumpSeconds + station.ClockOffset.TotalSeconds) > FurthestJump)
            throw new ControlException(400, "jumpSeconds: other than 0, and in all at most 315576000 s (ten years) from the time of this computer.");
        station.JumpClock(TimeSpan.FromSeconds(request.JumpSeconds));
    }

    public static void SetMeter(HostedStation station, int connector, MeterRequest request)
    {
        if (request.RegisterWh is null == request.Stalls is null)
            throw new ControlException(400, "Say either the register's new value, as {\"registerWh\":0}, or whether it stands still, as {\"stalls\":true}.");
        if (request.RegisterWh is < 0 or > GreatestRegister) throw new ControlException(400, $"registerWh: 0 to {GreatestRegister} Wh.");
        if (request.RegisterWh is { } register) station.Hardware.SetRegister(connector, register);
        else station.Hardware.StallMeter(connector, request.Stalls!.Value);
    }

    public static void FailStorage(HostedStation station, StorageRequest request)
    {
        _ = station.Hardware; // Nobody spoils the memory of a station that charges real cars.
        if (request.Fail is null == !request.Clear)
            throw new ControlException(400, "Say either how the disk fails, as {\"fail\":\"io\",\"calls\":1} or {\"fail\":\"noSpace\"}, or {\"clear\":true}.");
        if (request.Calls is < 1 or > 1_000_000) throw new ControlException(400, "calls: 1 to 1000000 calls, or left out for all until it is cleared.");
        if (request.Clear && request.Calls is not null) throw new ControlException(400, "calls: only together with fail.");
        if (request.Fail is { } error) station.StorageFault.Begin(error, request.Calls);
        else if (!station.StorageFault.Clear()) throw new ControlException(StatusCodes.Status409Conflict, "The disk does not fail.");
    }
}
