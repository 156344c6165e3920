using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Station.Hardware;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Flight;

public sealed class FlightReplayTests
{
    [Fact]
    public async Task A_recorded_life_with_sessions_a_lost_connection_and_resets_replays_to_the_same()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        ASessionAndAnOfflineOne(test);
        Assert.Equal(ResetStatus.Accepted, test.Call(new ResetRequest { Type = ResetType.Soft }).Status.Value);
        test.Pass(5);
        test.Restart(BootCause.SoftReset);
        test.Charge();
        test.CutPower();
        test.Restart();
        test.Pass(400);
        test.Die();

        var report = await recording.SameAsync();
        Assert.Equal((3, 0), (report.Lives, report.NotReplayed.Count));
        Assert.Equal(recording.Lines.Count(line => line.Contains("\"frame\":", StringComparison.Ordinal)), report.Frames);
        Assert.Equal(recording.Lines.Count(line => line.Contains("\"kind\":\"Event\"", StringComparison.Ordinal)), report.Events);
        Assert.True(report is { Frames: > 60, Events: > 20, Commands: > 60 }, report.ToString());
    }

    [Fact]
    public async Task Commands_limits_faults_and_lost_answers_replay_to_the_same()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Configure("MeterValueSampleInterval", "10");
        test.Call(new ReserveNowRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag, ReservationId = 3, ExpiryDate = test.Time.GetUtcNow().AddHours(1) });
        test.Charge();
        test.Station.Limit(1, 8_000, "by hand");
        test.Pass(30);
        test.Csms.On<MeterValuesRequest>(_ => Fate.Silence);
        test.Pass(60);
        test.Csms.Usual<MeterValuesRequest>();
        var fault = test.Hardware.RaiseFault(1, FaultKind.GroundFault, FaultSeverity.Critical, "RCD");
        test.Pass(20);
        test.Hardware.ClearFault(fault.Id);
        test.Call(new ChangeAvailabilityRequest { ConnectorId = 0, Type = AvailabilityType.Inoperative });
        test.Pass(400);
        test.Csms.On<HeartbeatRequest>(_ => Fate.AnswerLost);
        test.Pass(900);
        test.Die();
        Assert.True((await recording.SameAsync()).Frames > 40);
    }

    [Fact]
    public async Task A_cut_in_the_middle_of_a_life_costs_only_what_was_not_recorded()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Charge();
        test.Die();
        recording.Lines.RemoveRange(recording.Lines.Count - 9, 9);
        recording.Lines.Add("""{"mono":12,"wall":"2026""");
        var report = await recording.SameAsync();
        Assert.Equal(1, report.Lives);
        Assert.True(report.Frames >= 4, $"{report}");
    }

    [Fact]
    public async Task A_life_that_was_cut_in_the_middle_of_a_step_is_compared_up_to_there()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Charge();
        test.Die();
        var fact = recording.LineOf("\"TransactionId\":1001");
        Assert.Contains("\"kind\":\"Received\"", recording.Lines[fact - 2], StringComparison.Ordinal);
        recording.Lines.RemoveRange(fact - 1, recording.Lines.Count - fact); // What followed from the answer; the end of the life stays.
        var report = await recording.SameAsync();
        Assert.True(report.Frames >= 4, $"{report}");
    }

    [Theory]
    [InlineData("\"StartTransaction\"", "\"meterStart\":0", "\"meterStart\":1")]
    [InlineData("\"command\":\"permitEnergy\"", "\"on\":true", "\"on\":false")]
    [InlineData("\"text\":\"Charging\"", "Charging", "Finishing")]
    [InlineData("\"f\":\"txs\"", StationUnderTest.Tag, StationUnderTest.OtherTag)]
    public async Task What_the_station_does_otherwise_is_found_at_its_line(string line, string from, string to)
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Charge();
        test.Die();
        var number = recording.LineOf(line);
        recording.Change(number, from, to);
        var difference = (await recording.ReplayAsync()).Difference;
        Assert.Equal(number, difference?.Line);
        Assert.Contains(to, difference!.Recorded, StringComparison.Ordinal);
        Assert.Contains(from, difference.Replayed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hardware_that_would_have_answered_otherwise_leads_the_station_another_way()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        test.Die();
        var number = recording.LineOf("\"outcome\":\"Locked\"");
        recording.Change(number, "\"outcome\":\"Locked\"", "\"outcome\":\"Jammed\"");
        var difference = (await recording.ReplayAsync()).Difference;
        Assert.True(difference?.Line > number, $"{difference}");
    }

    [Fact]
    public async Task A_station_that_acts_sooner_or_not_at_all_is_found_by_its_timers()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Configure("HeartbeatInterval", "600");
        test.Pass(3600);
        test.Die();
        var same = await recording.SameAsync();
        Assert.True(same.Frames >= 10 && same.NotReplayed.Count == 0, $"{same}");

        // The same record of a station that had been told 60 s: its first heartbeat should be there long before.
        var told = recording.LineOf("\"ChangeConfiguration\"");
        for (var line = told; line <= told + 3; line++) recording.Lines[line - 1] = recording.Lines[line - 1].Replace("\"600\"", "\"60\"", StringComparison.Ordinal);
        var difference = (await recording.ReplayAsync()).Difference;
        Assert.Contains("fires", difference?.Replayed, StringComparison.Ordinal);
        Assert.True(difference!.Line > told);
    }

    [Fact]
    public async Task Another_seed_makes_other_message_ids()
    {
        var recording = new Recording();
        using var test = recording.Begin();
        test.Die();
        recording.Change(1, "\"seed\":7", "\"seed\":8");
        Assert.Contains("BootNotification", (await recording.ReplayAsync()).Difference?.Replayed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_not_recorded_and_the_life_replays_without_them()
    {
        const string Key = "00112233445566778899aabbccddeeff00112233";
        var recording = new Recording();
        using var test = recording.Begin();
        test.Configure("AuthorizationKey", Key);
        test.Pass(60);
        test.Call(new Ampwright.Ocpp.Messages.Firmware.GetDiagnosticsRequest { Location = "ftp://user:secret@127.0.0.1:1/in?token=abc" });
        test.Die();
        var all = string.Join('\n', recording.Lines);
        Assert.DoesNotContain(Key, all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain("token=abc", all, StringComparison.Ordinal);
        Assert.Contains("AuthorizationKey", all, StringComparison.Ordinal);
        var report = await recording.SameAsync();
        Assert.True(report.Frames >= 6, $"{report}");
    }

    [Fact]
    public async Task What_is_no_record_is_said_to_be_none()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => new Recording { Lines = { "hello" } }.ReplayAsync());
        await Assert.ThrowsAsync<InvalidDataException>(() => new Recording().ReplayAsync());
    }

    private static void ASessionAndAnOfflineOne(StationUnderTest test)
    {
        test.Charge();
        test.Pass(120);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Unplug();
        test.Csms.GoDown();
        test.Pass(60);
        test.Charge(2);
        test.Pass(300);
        test.Hardware.PressButton(2);
        test.Pass(5);
        test.Unplug(2);
        test.Csms.ComeBack();
        test.Pass(120);
        Assert.Equal(0, test.State.Queued);
    }
}
