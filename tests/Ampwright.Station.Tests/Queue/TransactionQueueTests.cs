using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Queue;

public sealed class TransactionQueueTests
{
    [Fact]
    public void Everything_recorded_offline_is_delivered_in_order_and_a_new_message_waits_behind_it()
    {
        using var test = Offline();
        test.Charge();
        test.Pass(120);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Unplug();
        test.Charge(2);
        test.Csms.ComeBack();
        test.Pass(200);

        var sent = Transactional(test);
        Assert.Equal(
            ["StartTransaction", "MeterValues", "MeterValues", "MeterValues", "MeterValues", "StopTransaction", "StartTransaction"],
            sent.Take(7).Select(heard => heard.Action));
        var times = sent.Select(When).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(0, test.State.Queued);
        Assert.Equal(1001, Assert.Single(test.Csms.All<StopTransactionRequest>()).TransactionId);
    }

    [Fact]
    public void CALLERRORs_use_up_the_attempts_with_a_growing_wait_and_the_rest_follows()
    {
        using var test = StationUnderTest.Accepted(configuration: Slow(("TransactionMessageAttempts", "3"), ("TransactionMessageRetryInterval", "60")));
        test.Csms.On<StopTransactionRequest>(_ => new CallErrorException(RpcErrorCode.InternalError, "no"));
        test.Charge();
        test.Present(StationUnderTest.Card);
        test.Pass(600);
        var at = test.Csms.Heard.Where(heard => heard.Request is StopTransactionRequest).Select(heard => heard.At).ToList();
        Assert.Equal([60, 120], at.Zip(at.Skip(1)).Select(pair => (int)(pair.Second - pair.First).TotalSeconds));
        Assert.Equal(0, test.State.Queued);

        var letter = Assert.Single(test.Station.Core.Memory.State.DeadLetters);
        Assert.Equal((1001, "InternalError", 3), (letter.Transaction!.CsmsId, letter.Code, letter.Message.Failures));
        Assert.NotNull(letter.Transaction.Stop);
        test.Unplug();
        test.Charge();
        Assert.Equal(2, test.Csms.All<StartTransactionRequest>().Count);
    }

    [Fact]
    public void An_answer_that_breaks_the_standard_counts_like_a_CALLERROR()
    {
        using var test = StationUnderTest.Accepted(configuration: Slow(("TransactionMessageAttempts", "2"), ("TransactionMessageRetryInterval", "10")));
        test.Csms.On<StopTransactionRequest>(_ => new OcppViolationException(RpcErrorCode.TypeConstraintViolation, "", "nonsense"));
        test.Charge();
        test.Present(StationUnderTest.Card);
        test.Pass(100);
        Assert.Equal(2, test.Csms.All<StopTransactionRequest>().Count);
        Assert.Equal(0, test.State.Queued);
    }

    [Fact]
    public void Silence_never_uses_up_an_attempt()
    {
        using var test = StationUnderTest.Accepted(configuration: Slow(("TransactionMessageAttempts", "1"), ("TransactionMessageRetryInterval", "10")));
        test.Csms.On<StopTransactionRequest>(_ => Fate.Silence);
        test.Charge();
        test.Present(StationUnderTest.Card);
        test.Pass(3600);
        var tries = test.Csms.All<StopTransactionRequest>();
        Assert.InRange(tries.Count, 80, 95); // 30 s for the answer, 10 s of wait.
        Assert.All(tries, one => Assert.Equivalent(tries[0], one, strict: true));
        test.Csms.Usual<StopTransactionRequest>();
        test.Pass(45);
        Assert.Equal(0, test.State.Queued);
        Assert.Empty(test.Station.Core.Memory.State.DeadLetters);
    }

    [Fact]
    public void A_lost_connection_uses_up_no_attempt_and_the_head_goes_first_on_the_next_one()
    {
        using var test = StationUnderTest.Accepted(configuration: Slow(("TransactionMessageAttempts", "1")));
        test.Csms.On<StartTransactionRequest>(_ => Fate.AnswerLost);
        test.Charge();
        test.Pass(200);
        var starts = test.Csms.All<StartTransactionRequest>();
        Assert.True(starts.Count > 5);
        Assert.All(starts, one => Assert.Equivalent(starts[0], one, strict: true));
        test.Csms.Usual<StartTransactionRequest>();
        test.Present(StationUnderTest.Card);
        test.Pass(20);
        Assert.Equal(1001, Assert.Single(test.Csms.All<StopTransactionRequest>()).TransactionId);
    }

    [Fact]
    public void After_silence_a_new_connection_is_used_at_once_and_after_a_CALLERROR_the_wait_goes_on()
    {
        using var test = StationUnderTest.Accepted(configuration: Slow(("TransactionMessageRetryInterval", "600")));
        test.Csms.On<StopTransactionRequest>(_ => Fate.Silence);
        test.Charge();
        test.Present(StationUnderTest.Card);
        test.Pass(40);
        test.Csms.On<StopTransactionRequest>(_ => new CallErrorException(RpcErrorCode.InternalError, "no"));
        test.Csms.Break();
        test.Pass(15);
        Assert.Equal(2, test.Csms.All<StopTransactionRequest>().Count);
        test.Csms.Break();
        test.Pass(580);
        Assert.Equal(2, test.Csms.All<StopTransactionRequest>().Count);
        test.Pass(20);
        Assert.Equal(3, test.Csms.All<StopTransactionRequest>().Count);
    }

    [Fact]
    public void A_connection_lost_in_the_instant_of_the_time_out_does_not_hold_the_queue_back()
    {
        using var test = StationUnderTest.Accepted(configuration: Slow(("TransactionMessageRetryInterval", "600")));
        test.Csms.On<StopTransactionRequest>(_ => Fate.Silence);
        test.Charge();
        test.Present(StationUnderTest.Card);
        test.Pass(1);
        var stopAt = test.Csms.Heard.Single(heard => heard.Request is StopTransactionRequest).At;
        test.Pass((stopAt.AddSeconds(30) - test.Time.GetUtcNow()).TotalSeconds - 0.001);
        test.Csms.Usual<StopTransactionRequest>();
        test.Time.Advance(TimeSpan.FromMilliseconds(1)); // The time-out is on its way to the loop …
        test.Csms.Break(); // … when the connection ends.
        test.Pass(20);
        Assert.Equal(0, test.State.Queued);
    }

    [Fact]
    public void After_a_start_that_was_given_up_the_rest_carries_minus_one()
    {
        using var test = StationUnderTest.Accepted(configuration: [("TransactionMessageAttempts", "1"), ("MeterValueSampleInterval", "60")]);
        test.Csms.On<StartTransactionRequest>(_ => new CallErrorException(RpcErrorCode.GenericError, "no"));
        test.Charge();
        test.Pass(65);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal(-1, Assert.Single(test.Csms.All<MeterValuesRequest>()).TransactionId);
        Assert.Equal(-1, Assert.Single(test.Csms.All<StopTransactionRequest>()).TransactionId);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    public void A_retry_has_a_new_id_unless_the_options_say_otherwise_also_over_a_restart(bool same, int ids)
    {
        using var test = new StationUnderTest(options: options => options with { SameIdOnRetry = same });
        test.PowerOn();
        test.Csms.On<StartTransactionRequest>(_ => Fate.Silence);
        test.Charge();
        test.Pass(95);
        test.Restart();
        test.Pass(5);
        var starts = test.Csms.Heard.Where(heard => heard.Request is StartTransactionRequest).ToList();
        Assert.Equal(3, starts.Count);
        Assert.Equal(ids, starts.Select(heard => heard.MessageId).Distinct().Count());
        Assert.All(starts, one => Assert.Equivalent(starts[0].Request, one.Request, strict: true));
    }

    [Fact]
    public void The_attempts_count_on_over_a_restart()
    {
        using var test = StationUnderTest.Accepted(configuration: Slow(("TransactionMessageAttempts", "3")));
        test.Csms.On<StartTransactionRequest>(_ => new CallErrorException(RpcErrorCode.InternalError, "no"));
        test.Charge();
        test.Pass(70);
        test.Restart();
        test.Pass(1000);
        Assert.Equal(3, test.Csms.All<StartTransactionRequest>().Count);
        Assert.Equal(0, test.State.Queued);
    }

    private static (string, string)[] Slow(params (string, string)[] configuration) => [("MeterValueSampleInterval", "0"), .. configuration];

    private static StationUnderTest Offline()
    {
        var test = StationUnderTest.Accepted(configuration: [("AllowOfflineTxForUnknownId", "true"), ("MeterValueSampleInterval", "30")]);
        test.Csms.GoDown();
        return test;
    }

    private static List<Heard> Transactional(StationUnderTest test) =>
        [.. test.Csms.Heard.Where(heard => heard.Request is StartTransactionRequest or StopTransactionRequest or MeterValuesRequest)];

    private static DateTimeOffset When(Heard heard) => heard.Request switch
    {
        StartTransactionRequest start => start.Timestamp.Instant,
        StopTransactionRequest stop => stop.Timestamp.Instant,
        _ => ((MeterValuesRequest)heard.Request).MeterValue[0].Timestamp.Instant,
    };
}
