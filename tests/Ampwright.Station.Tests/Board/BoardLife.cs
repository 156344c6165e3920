using Ampwright.Station.Board.Host;
using Ampwright.Station.Hardware;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Board;

/// <summary>A host without a runtime and a simulated board, under a clock that the test moves.</summary>
internal sealed class BoardLife : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public BoardLife(bool plugged = true, string preset = "full", Func<StationFacts, StationFacts>? declare = null)
    {
        Hardware = new SimulatedStation(ProductProfileReader.Read(preset).FactsFor("CP-1"), 7, Time);
        var port = Hardware.PowerOn(BootCause.Power);
        Wire = new BoardWire(port, Time, declared: declare?.Invoke(port.Facts), plugged: plugged);
        Wire.Deliver();
    }

    public ManualTimeProvider Time { get; } = new();

    public SimulatedStation Hardware { get; }

    public BoardWire Wire { get; }

    public BoardStation Port => Wire.Station;

    public IConnectorPort First => Port.Connectors[0];

    public SimulatedConnectorState Real => Hardware.Describe().Connectors[0];

    public LinkState Link => Port.Status.State;

    public void Pass(double seconds)
    {
        // Without the test's own context whatever waits for the clock goes on at once, on this thread.
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        Wire.Deliver();
        Time.Advance(TimeSpan.FromSeconds(seconds), () => Wire.Deliver());
        Wire.Deliver();
        SynchronizationContext.SetSynchronizationContext(before);
    }

    /// <summary>The outcome of a command that takes this long.</summary>
    public TOutcome Done<TOutcome>(ValueTask<TOutcome> command, double seconds = 0.5)
    {
        Pass(seconds);
        Assert.True(command.IsCompleted, "the command is still under way");
#pragma warning disable VSTHRD002 // It is over.
        return command.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    public List<HardwareEvent> TakeEvents()
    {
        Wire.Deliver();
        var events = new List<HardwareEvent>();
        while (Port.Events.TryRead(out var happened)) events.Add(happened);
        return events;
    }

    /// <summary>A car charges, and the events of it are taken.</summary>
    public void Charge()
    {
        Hardware.Plug(1, PlugSide.Both);
        Assert.Equal(LockOutcome.Locked, Done(First.LockAsync(Patience)));
        Assert.Equal(CommandOutcome.Done, Done(First.PermitEnergyAsync(permitted: true, Patience)));
        Pass(10);
        Assert.True(Real.ContactorClosed);
        TakeEvents();
    }

    public void Dispose()
    {
        Wire.Dispose();
        Hardware.Dispose();
    }
}
