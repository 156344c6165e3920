using Ampwright.Station.Hardware;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Simulation;

/// <summary>A simulated station of preset <c>full</c> under a clock that the test moves.</summary>
internal sealed class SimulatedLife : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public SimulatedLife(int seed = 7, MeterRegisterFile? registers = null)
    {
        Station = new SimulatedStation(ProductProfileReader.Read("full").FactsFor("CP-1"), seed, Time, registers);
        Port = Station.PowerOn(BootCause.Power);
    }

    public ManualTimeProvider Time { get; } = new();

    public SimulatedStation Station { get; }

    public IStationPort Port { get; private set; }

    public IConnectorPort First => Port.Connectors[0];

    public ConnectorSnapshot FirstState => Port.ReadSnapshot().Connectors[0];

    public void Dispose() => Station.Dispose();

    public void Restart(BootCause cause) => Port = Station.PowerOn(cause);

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Plugs a car in, permits energy and lets it get going.</summary>
    public void Charge(SimulatedVehicle? vehicle = null)
    {
        Station.Plug(1, PlugSide.Both, vehicle: vehicle);
        Assert.Equal(CommandOutcome.Done, Outcome(First.PermitEnergyAsync(permitted: true, Patience)));
        Pass(15);
    }

    public List<HardwareEvent> TakeEvents()
    {
        var events = new List<HardwareEvent>();
        while (Port.Events.TryRead(out var happened)) events.Add(happened);
        return events;
    }

    /// <summary>The outcome of a command that is over.</summary>
    public static TOutcome Outcome<TOutcome>(ValueTask<TOutcome> command)
    {
        Assert.True(command.IsCompleted, "the command is still under way");
#pragma warning disable VSTHRD002 // It is over.
        return command.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    /// <summary>Lets the command take its time and gives its outcome.</summary>
    public TOutcome Done<TOutcome>(ValueTask<TOutcome> command)
    {
        Pass(2);
        return Outcome(command);
    }
}
