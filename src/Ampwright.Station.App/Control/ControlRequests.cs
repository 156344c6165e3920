using Ampwright.Station.App.Hosting;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.Control;

/// <summary>Which end of the cable; <paramref name="Halfway"/>: that plug is not fully in.</summary>
/// <param name="CableAmperes">What the cable carries, A; 32 unless said.</param>
internal sealed record PlugRequest(PlugSide Side = PlugSide.Both, bool Halfway = false, int? CableAmperes = null, VehicleRequest? Vehicle = null);

/// <summary>The car; what is not said is as in an ordinary one.</summary>
internal sealed record VehicleRequest(
    int? Phases = null, decimal? MaxAmperes = null, int? BatteryWh = null, decimal? ChargePercent = null, bool? WantsEnergy = null)
{
    public SimulatedVehicle ToVehicle()
    {
        var usual = new SimulatedVehicle();
        if (Phases is not null and not (1 or 2 or 3)) throw new ControlException(400, "vehicle.phases: 1, 2 or 3.");
        if (MaxAmperes is <= 0 or > 80) throw new ControlException(400, "vehicle.maxAmperes: above 0, up to 80 A.");
        if (BatteryWh is < 100 or > 2_000_000) throw new ControlException(400, "vehicle.batteryWh: 100 to 2000000 Wh.");
        if (ChargePercent is < 0 or > 100) throw new ControlException(400, "vehicle.chargePercent: 0 to 100.");
        return usual with
        {
            Phases = Phases ?? usual.Phases,
            MaxMilliamperes = MaxAmperes is { } amperes ? (int)(amperes * 1000) : usual.MaxMilliamperes,
            BatteryWh = BatteryWh ?? usual.BatteryWh,
            ChargePermille = ChargePercent is { } percent ? (int)(percent * 10) : usual.ChargePermille,
            WantsEnergy = WantsEnergy ?? usual.WantsEnergy,
        };
    }
}

internal sealed record UnplugRequest(PlugSide Side = PlugSide.Both);

/// <param name="Uid">4, 7 or 10 bytes as hexadecimal digits; blanks, colons and hyphens between them do not matter.</param>
internal sealed record CardRequest(string Uid, int Reader = 1);

/// <summary>Either a cut or a restore.</summary>
/// <param name="HoldUpSeconds">For an orderly cut: how long the host lives on.</param>
internal sealed record PowerRequest(PowerCut? Cut = null, bool Restore = false, double HoldUpSeconds = 5);

internal enum PowerCut
{
    /// <summary>The host is off at once.</summary>
    Sudden,

    /// <summary>The host is told and has a few seconds.</summary>
    Orderly,
}

/// <summary>Either a cut, a black hole or a restore.</summary>
/// <param name="BlackHole">Everything vanishes, both ways, and connections stay open.</param>
internal sealed record NetworkRequest(bool Cut = false, bool BlackHole = false, bool Restore = false);

/// <summary>Raises a fault of a kind, or clears one by its id, or with <c>"all"</c> all of that place.</summary>
internal sealed record FaultRequest(
    FaultKind? Kind = null, FaultSeverity Severity = FaultSeverity.Critical, string? VendorCode = null, string? Info = null, string? Clear = null);

/// <summary>Somebody opens the housing, as the board's sensor sees it.</summary>
/// <param name="What">In words, at most 200 characters.</param>
internal sealed record TamperRequest(string What = "service door");

/// <param name="Times">How many of the next resets the electronics do not carry out; 0 = none.</param>
internal sealed record ResetFailureRequest(int Times = 1);

/// <param name="Fails">Whether the bolt jams from now on.</param>
internal sealed record LockFailureRequest(bool Fails = true);

/// <param name="Amperes">A per phase; null lifts the derating.</param>
internal sealed record DeratingRequest(decimal? Amperes, string Why = "derated by hand");

/// <summary>A limit that somebody sets at the station, whatever the CSMS wants; the station keeps it over power cuts.</summary>
/// <param name="Amperes">A per phase, 0 = pause; null lifts it.</param>
internal sealed record LimitRequest(decimal? Amperes, string Why = "limited by hand");

/// <param name="Which">The stop button unless said.</param>
internal sealed record ButtonRequest(DriverButton Which = DriverButton.Stop);

internal enum DriverButton
{
    Start,

    /// <summary>Or the only one.</summary>
    Stop,
}

/// <param name="On">Whether the flight recorder runs from now on.</param>
internal sealed record FlightRequest(bool On = true);

/// <summary>The wall clock of the simulated host is set by somebody.</summary>
/// <param name="JumpSeconds">Forward; negative = back.</param>
internal sealed record ClockRequest(double JumpSeconds = 0);

/// <summary>Either another value for the register, or whether it stands still.</summary>
/// <param name="RegisterWh">0 = the meter has begun again.</param>
internal sealed record MeterRequest(long? RegisterWh = null, bool? Stalls = null);

/// <summary>Either a failure of the disk under the journal, or its end.</summary>
/// <param name="Calls">How many calls fail; null = all until cleared.</param>
internal sealed record StorageRequest(StorageError? Fail = null, int? Calls = null, bool Clear = false);
