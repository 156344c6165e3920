using Ampwright.Lab.Runs;
using Ampwright.Lab.Tests.Peers;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>What does not decide: checks that the texts mark with a question mark, clauses with two readings, and what is found beyond a case.</summary>
public sealed class RemarkTests
{
    [Theory]
    [InlineData("TC_053_2_CS", "StartTransaction")]
    [InlineData("TC_061_2_CS", "Authorize")]
    public void A_step_with_a_question_mark_that_does_not_come_is_a_remark(string id, string action)
    {
        // In the older case the tag has charged before.
        var lie = id == "TC_053_2_CS" ? Lie.Never(action) : Lie.Behaves("keeps-the-cache");
        var result = StationTrial.Run(id, lie);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains(result.Remarks, remark => remark.StartsWith($"Doubtful check: expected {action}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TC_053_2_CS", 1)]
    [InlineData("TC_061_2_CS", 2)]
    public void A_remote_start_with_a_question_mark_that_is_refused_is_a_remark(string id, int nth)
    {
        var result = StationTrial.Run(id, Lie.Answers("RemoteStartTransaction", "status", "Rejected").From(nth));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains("Doubtful check: expected RemoteStartTransaction accepted; it was Rejected", result.Remarks);
    }

    [Theory]
    [InlineData("TC_044_1_CSMS")]
    [InlineData("TC_044_3_CSMS")]
    [InlineData("TC_080_CSMS")]
    [InlineData("TC_085_CSMS")]
    public void A_boot_that_a_text_wants_answered_alone_may_be_answered_Pending(string id)
    {
        var result = CsmsTrial.Run(id, Lie.Answers("BootNotification", "status", "Pending"));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains("Doubtful check: expected BootNotification accepted; it was Pending", result.Remarks);
    }

    [Theory]
    [InlineData("TC_048_4_CS")]
    [InlineData("TC_050_4_CS")]
    public void A_station_without_reservations_may_say_so_by_NotSupported(string id)
    {
        var result = StationTrial.Run(id, Lie.Errs("ReserveNow", "NotSupported"));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains(result.Remarks, remark => remark.Contains("NotSupported", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TC_002_CS", "honest", 2, "after the interval")]
    [InlineData("TC_002_CS", "waits-for-a-trigger", 2, "when triggered")]
    [InlineData("TC_018_2_CS", "honest", 9, "the transaction goes on")]
    [InlineData("TC_018_2_CS", "stops-without-a-lock", 9, "it is stopped")]
    public void Both_readings_of_a_clause_pass_and_are_told(string id, string habit, int row, string taken)
    {
        var result = StationTrial.Run(id, Lie.Behaves(habit));
        Assert.True(result.Verdict == Verdict.Pass, $"{result.Step}: {result.Expected}; {result.Found}");
        Assert.Contains(new Reading(row, taken), result.Readings!);
        Assert.Contains(taken, Lab.Catalogue.Ambiguity.All.Single(one => one.Row == row).Readings);
    }

    [Fact]
    public void A_station_that_offers_RSA_suites_and_leaves_a_server_with_an_RSA_key_is_told_so()
    {
        Assert.Empty(StationTrial.Run("TC_086_CS").Remarks);
        var result = StationTrial.Run("TC_086_CS", Lie.Behaves("takes-no-rsa-key"));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.StartsWith("Beyond the case: the station offers RSA suites", Assert.Single(result.Remarks));
    }

    [Theory]
    [InlineData("lets-strangers-in", "OtherAuthority")]
    [InlineData("lets-expired-in", "Expired")]
    [InlineData("lets-misnamed-in", "WrongName")]
    [InlineData("lets-revoked-in", "Revoked")]
    public void A_CSMS_that_lets_a_false_client_certificate_in_is_told_so(string habit, string fault)
    {
        var result = CsmsTrial.Run("TC_087_CSMS", Lie.Behaves(habit), trustsTheLab: true);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal([$"Beyond the case: a client certificate with the fault {fault} opened the door."], result.Remarks);
    }

    [Fact]
    public void A_CSMS_that_turns_every_false_client_certificate_away_gets_no_remark() =>
        Assert.Empty(CsmsTrial.Run("TC_087_CSMS", trustsTheLab: true).Remarks);

    [Fact]
    public void A_failed_check_of_a_handshake_lets_the_case_go_on_and_fails_it_at_its_end()
    {
        var result = CsmsTrial.Run("TC_086_CSMS", Lie.Behaves("speaks-no-static-rsa"));
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Equal(2, result.Remarks.Count(remark => remark.StartsWith("Failed check: expected a handshake with RSA_", StringComparison.Ordinal)));
        Assert.Contains(result.Steps, step => step.Text.Contains("BootNotification", StringComparison.Ordinal));
        Assert.Contains("RSA_AES_256_GCM_SHA384", result.Found);
    }
}
