using Ampwright.Station.Board.Host;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.Tests.Board;

/// <summary>What happens to the link and over it: greeting, silence, fail-safe, lost lines, another board.</summary>
public sealed class BoardLinkTests
{
    [Fact]
    public void A_board_that_is_there_is_up_with_what_it_is_and_how_it_stands()
    {
        using var life = new BoardLife();
        Assert.Equal((LinkState.Up, null, BoardWire.Plate), (life.Link, life.Port.Status.Trouble, life.Port.Status.Board));
        Assert.Equal(TimeSpan.FromSeconds(3), life.Port.Status.FailSafe);
        var snapshot = life.Port.ReadSnapshot();
        Assert.Empty(snapshot.Faults);
        Assert.Equal(PilotState.A, snapshot.Connectors[0].Pilot);
        Assert.Equal(32_000, snapshot.Connectors[0].OfferMilliamperes);
        Assert.Equal(life.Hardware.Facts.Connectors, life.Port.Facts.Connectors);
    }

    [Fact]
    public void A_command_is_answered_only_when_the_hardware_has_moved()
    {
        using var life = new BoardLife();
        life.Hardware.Plug(1, PlugSide.Both);
        var locking = life.First.LockAsync(BoardLife.Patience);
        life.Pass(0.39);
        Assert.False(locking.IsCompleted);
        Assert.Equal(LockOutcome.Locked, life.Done(locking, 0.02));
        Assert.Equal(LockState.Locked, life.Real.Lock);
    }

    [Fact]
    public void Every_outcome_of_a_command_comes_over()
    {
        using var life = new BoardLife();
        Assert.Equal(LockOutcome.NoCable, life.Done(life.First.LockAsync(BoardLife.Patience)));
        Assert.Equal(CommandOutcome.Refused, life.Done(life.First.PermitEnergyAsync(permitted: true, BoardLife.Patience)));
        Assert.Equal(CommandOutcome.Done, life.Done(life.First.SetInServiceAsync(inService: false, BoardLife.Patience)));
        Assert.Equal(PilotState.F, life.Port.ReadSnapshot().Connectors[0].Pilot);
        Assert.Equal(new AppliedOffer(CommandOutcome.Done, 0, 1), life.Done(life.First.SetOfferAsync(new CurrentOffer(5_999, 1), BoardLife.Patience)));
        Assert.Equal(new AppliedOffer(CommandOutcome.Done, 32_000, 3), life.Done(life.First.SetOfferAsync(CurrentOffer.Unlimited, BoardLife.Patience)));
        life.Hardware.Plug(1, PlugSide.Station);
        life.Hardware.FailLock(1, fails: true);
        Assert.Equal(LockOutcome.Jammed, life.Done(life.First.LockAsync(BoardLife.Patience)));
        Assert.Equal(LockOutcome.TimedOut, life.Done(life.First.LockAsync(TimeSpan.FromMilliseconds(100)), 0.2));
        Assert.Contains(life.Port.ReadSnapshot().Faults, fault => fault is { Kind: FaultKind.Lock, Connector: 1 });
        life.Port.Readers[0].Show(ReaderMessage.Rejected, "no");
        life.Port.Indicators.Show(1, IndicatorState.Reserved);
        life.Pass(0);
        Assert.Equal((ReaderMessage.Rejected, "no"), (life.Hardware.Describe().Reader, life.Hardware.Describe().ReaderText));
        Assert.Equal(IndicatorState.Reserved, life.Real.Indicator);
    }

    [Fact]
    public void The_last_register_of_a_session_is_known_when_its_end_is()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Pass(60.3);
        Assert.Equal(CommandOutcome.Done, life.Done(life.First.PermitEnergyAsync(permitted: false, BoardLife.Patience), 1));
        Assert.Equal(life.Real.Meter.RegisterWh, life.First.Meter.Read().RegisterWh);
        Assert.InRange(life.First.Meter.Read().RegisterWh, 100, 300);
    }

    [Fact]
    public void A_board_that_falls_silent_is_a_critical_fault_and_nothing_is_permitted()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Wire.ToHost = _ => null;
        life.Pass(4);
        var fault = Assert.IsType<FaultRaised>(Assert.Single(life.TakeEvents())).Fault;
        Assert.Equal((FaultKind.Internal, FaultSeverity.Critical, null, "the controller board is silent"), (fault.Kind, fault.Severity, fault.Connector, fault.Info));
        Assert.Equal(CommandOutcome.Refused, life.Done(life.First.PermitEnergyAsync(permitted: true, BoardLife.Patience), 0));
        Assert.Equal(CommandOutcome.TimedOut, life.Done(life.First.PermitEnergyAsync(permitted: false, BoardLife.Patience), 0));
        Assert.Equal(LockOutcome.TimedOut, life.Done(life.First.UnlockAsync(BoardLife.Patience), 0));
        Assert.Equal(MeterQuality.Stale, life.First.Meter.Read().Quality);
    }

    [Fact]
    public void A_command_under_way_when_the_board_falls_silent_times_out_with_it()
    {
        using var life = new BoardLife();
        life.Hardware.Plug(1, PlugSide.Both);
        life.Wire.ToHost = _ => null;
        var locking = life.First.LockAsync(TimeSpan.FromMinutes(5));
        life.Pass(2.5);
        Assert.False(locking.IsCompleted);
        Assert.Equal(LockOutcome.TimedOut, life.Done(locking, 2));
    }

    [Fact]
    public void A_host_whose_heartbeat_stays_away_makes_the_board_open_its_contactors()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Wire.ToBoard = _ => null;
        life.Pass(2.9);
        Assert.True(life.Real.EnergyPermitted);
        life.Pass(1.1); // Half a second of it is the car's, to stop.
        Assert.Equal((false, false), (life.Real.ContactorClosed, life.Real.EnergyPermitted));
        Assert.Contains(life.TakeEvents(), one => one is FaultRaised { Fault.Info: "the controller board made itself safe" });
        Assert.False(life.Wire.Controller.IsWorking);
    }

    [Fact]
    public void A_host_that_ends_leaves_a_board_that_makes_itself_safe()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Port.Dispose();
        life.Pass(2.9);
        Assert.True(life.Real.EnergyPermitted);
        life.Pass(1.1); // Half a second of it is the car's, to stop.
        Assert.False(life.Real.ContactorClosed);
    }

    [Fact]
    public void A_runtime_that_takes_no_events_gets_the_board_no_heartbeat()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Port.ReadSnapshot();
        life.Hardware.PressButton(1);
        life.Pass(9);
        Assert.True(life.Real.ContactorClosed);
        life.Pass(6);
        Assert.False(life.Real.ContactorClosed);
    }

    [Fact]
    public void After_silence_the_link_comes_back_and_permits_nothing_by_itself()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Wire.ToHost = _ => null;
        life.Wire.ToBoard = _ => null;
        life.Pass(4);
        life.TakeEvents();
        life.Wire.ToHost = life.Wire.ToBoard = line => line;
        life.Pass(2);
        Assert.Equal(LinkState.Up, life.Link);
        var news = life.TakeEvents();
        Assert.Contains(news, one => one is ContactorChanged { Closed: false });
        Assert.IsType<FaultCleared>(news[^1]);
        life.Pass(10);
        Assert.Equal((false, false), (life.Real.EnergyPermitted, life.Real.ContactorClosed));
        Assert.Empty(life.Port.ReadSnapshot().Faults);
    }

    [Fact]
    public void What_was_asked_while_the_board_was_away_is_asked_again_when_it_is_back()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Wire.ToBoard = life.Wire.ToHost = _ => null;
        life.Pass(4);
        life.Done(life.First.PermitEnergyAsync(permitted: false, BoardLife.Patience), 0);
        life.Done(life.First.UnlockAsync(BoardLife.Patience), 0);
        life.Done(life.First.SetInServiceAsync(inService: false, BoardLife.Patience), 0);
        life.Port.Indicators.Show(1, IndicatorState.Faulted);
        life.Wire.ToHost = life.Wire.ToBoard = line => line;
        life.Pass(3);
        Assert.Equal((LockState.Unlocked, false, IndicatorState.Faulted), (life.Real.Lock, life.Real.InService, life.Real.Indicator));
    }

    [Fact]
    public void A_lost_event_is_noticed_by_its_number_and_read_from_the_state()
    {
        using var life = new BoardLife();
        life.Wire.ToHost = line => line.Contains(" pilot ", StringComparison.Ordinal) ? null : line;
        life.Hardware.Plug(1, PlugSide.Both);
        life.Pass(1.5);
        Assert.Equal(1, life.Port.Status.MissedLines);
        Assert.Contains(life.TakeEvents(), one => one is PilotChanged { Connector: 1, Pilot: PilotState.B });
        Assert.Equal(LinkState.Up, life.Link);
    }

    [Fact]
    public void A_command_whose_line_was_spoilt_is_said_again()
    {
        using var life = new BoardLife();
        life.Hardware.Plug(1, PlugSide.Both);
        var spoilt = 0;
        life.Wire.ToBoard = line => line.Contains(" lock ", StringComparison.Ordinal) && spoilt++ == 0 ? line.Replace("c=1", "c=2", StringComparison.Ordinal) : line;
        Assert.Equal(LockOutcome.Locked, life.Done(life.First.LockAsync(BoardLife.Patience), 3));
        Assert.Equal((1, 2), ((int)life.Wire.Controller.BadLines.Checksum, spoilt));
        Assert.Equal(LockState.Unlocked, life.Hardware.Describe().Connectors[1].Lock);
    }

    [Fact]
    public void Of_two_contrary_commands_only_the_newer_is_said_again()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Wire.ToBoard = line => line.Contains(" permit ", StringComparison.Ordinal) ? null : line;
        var off = life.First.PermitEnergyAsync(permitted: false, BoardLife.Patience);
        var on = life.First.PermitEnergyAsync(permitted: true, BoardLife.Patience);
        life.Pass(0.5);
        life.Wire.ToBoard = line => line;
        Assert.Equal(CommandOutcome.Done, life.Done(on, 2));
        Assert.True(life.Real.EnergyPermitted);
        Assert.Equal(CommandOutcome.TimedOut, life.Done(off, 10));
    }

    [Fact]
    public void A_device_that_vanishes_and_comes_back_is_opened_again_and_tells_what_changed()
    {
        using var life = new BoardLife();
        life.TakeEvents();
        life.Wire.Unplug();
        life.Pass(2);
        Assert.Equal(LinkState.Closed, life.Link);
        Assert.Contains("There is no board", life.Port.Status.Trouble, StringComparison.Ordinal);
        Assert.IsType<FaultRaised>(Assert.Single(life.TakeEvents()));
        life.Hardware.Plug(1, PlugSide.Both);
        life.Wire.Plugged = true;
        life.Pass(2);
        Assert.Equal(LinkState.Up, life.Link);
        Assert.Equal([typeof(PilotChanged), typeof(CableChanged), typeof(FaultCleared)], life.TakeEvents().Select(one => one.GetType()));
    }

    [Fact]
    public void A_permission_the_board_took_back_unseen_is_told_as_a_fault_that_has_passed()
    {
        using var life = new BoardLife();
        life.Charge();
        // It made itself safe and greets anew before it could be missed; what it said of that was lost.
        life.Wire.ToBoard = _ => null;
        life.Wire.ToHost = line => line.Contains(" beat ", StringComparison.Ordinal) && line.Contains("safe=0", StringComparison.Ordinal) ? line : null;
        life.Pass(3.5);
        life.Wire.ToHost = life.Wire.ToBoard = line => line;
        life.Pass(2);
        var news = life.TakeEvents().Where(one => one is FaultRaised or FaultCleared).ToList();
        Assert.Equal([typeof(FaultRaised), typeof(FaultCleared)], news.Select(one => one.GetType()));
        Assert.Equal(LinkState.Up, life.Link);
    }

    [Fact]
    public void Without_a_board_the_station_begins_with_a_fault_and_takes_the_board_when_it_comes()
    {
        using var life = new BoardLife(plugged: false);
        life.Pass(3);
        Assert.False(life.Port.FirstUp.IsCompleted);
        Assert.Equal("BOARD", Assert.Single(life.Port.ReadSnapshot().Faults).VendorCode);
        life.Wire.Plugged = true;
        life.Pass(2);
        Assert.True(life.Port.FirstUp.IsCompletedSuccessfully);
        Assert.IsType<FaultCleared>(life.TakeEvents()[^1]);
    }

    [Fact]
    public void A_permission_that_a_life_before_gave_is_taken_back_when_this_one_began_without_the_board()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Wire.Plugged = false;
        life.Wire.BeginAnotherHost();
        Assert.NotEmpty(life.Wire.Station.ReadSnapshot().Faults);
        life.Wire.Plugged = true;
        life.Pass(2.5);
        Assert.Equal(LinkState.Up, life.Wire.Station.Status.State);
        Assert.Equal((false, false), (life.Real.EnergyPermitted, life.Real.ContactorClosed));
    }

    [Fact]
    public void Another_life_of_the_runtime_takes_a_charging_car_over_within_the_fail_safe_time()
    {
        using var life = new BoardLife();
        life.Charge();
        life.Wire.Plugged = false;
        life.Wire.BeginAnotherHost();
        life.Pass(0.5);
        life.Wire.Plugged = true;
        life.Pass(1.5);
        Assert.True(life.Wire.Station.ReadSnapshot().Connectors[0] is { EnergyPermitted: true, ContactorClosed: true });
        life.TakeEvents();
        life.Pass(30);
        Assert.True(life.Real.ContactorClosed);
    }

    [Fact]
    public void A_board_with_other_connectors_is_not_taken()
    {
        using var life = new BoardLife(declare: facts => facts with { Readers = 2 });
        Assert.Equal(LinkState.Unfit, life.Link);
        Assert.Contains("does not fit this station: it has 1 card readers, declared are 2", life.Port.Status.Trouble, StringComparison.Ordinal);
        life.Pass(60);
        Assert.Equal(LinkState.Unfit, life.Link);
        Assert.Equal(CommandOutcome.Refused, life.Done(life.First.PermitEnergyAsync(permitted: true, BoardLife.Patience)));
        Assert.NotEmpty(life.Port.ReadSnapshot().Faults);
    }

    [Fact]
    public void A_board_of_another_protocol_is_not_taken()
    {
        using var life = new BoardLife(plugged: false);
        life.Wire.ToHost = line => line.Contains(" hello ", StringComparison.Ordinal)
            ? Lines.Signed(line.Split('*')[0].Replace("protocol=1", "protocol=2", StringComparison.Ordinal))
            : line;
        life.Wire.Plugged = true;
        life.Pass(2);
        Assert.Equal(LinkState.Unfit, life.Link);
        Assert.Contains("speaks protocol 2, this program 1", life.Port.Status.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_brings_nothing_is_opened_anew()
    {
        var hellos = 0;
        using var life = new BoardLife(plugged: false);
        life.Wire.ToBoard = line =>
        {
            if (line.Contains(" hello ", StringComparison.Ordinal)) hellos++;
            return null;
        };
        life.Wire.Plugged = true;
        life.Pass(11);
        var first = life.Wire.Opened;
        life.Pass(5);
        Assert.True(life.Wire.Opened > first, $"{life.Wire.Opened} after {first}");
        Assert.InRange(hellos, 10, 20);
    }

    [Fact]
    public void Stamps_are_of_the_hosts_clock_and_never_fall()
    {
        using var life = new BoardLife();
        life.Pass(5);
        life.Hardware.Plug(1, PlugSide.Both);
        life.Pass(0);
        life.Hardware.PressButton(1);
        life.Time.Advance(TimeSpan.FromMilliseconds(300)); // The line is on its way.
        var late = life.TakeEvents().OfType<StopButtonPressed>().Single();
        Assert.InRange(life.Time.GetElapsedTime(0, late.Stamp).TotalSeconds, 5, 5.001);
        var snapshot = life.Port.ReadSnapshot();
        Assert.True(snapshot.Stamp > late.Stamp);
        life.Hardware.PressButton(1);
        Assert.True(life.TakeEvents().Single().Stamp >= snapshot.Stamp);
    }
}
