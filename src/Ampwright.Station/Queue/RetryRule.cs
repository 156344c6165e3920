namespace Ampwright.Station.Queue;

/// <summary>
/// When a transaction message is sent again. Only a CALLERROR counts as a failure to process (OCPP-J errata v1.0 3.2);
/// silence and lost connections never use up an attempt.
/// </summary>
/// <param name="Attempts">TransactionMessageAttempts: most CALLERRORs before the message is given up.</param>
/// <param name="Interval">TransactionMessageRetryInterval.</param>
internal sealed record RetryRule(int Attempts, TimeSpan Interval)
{
    /// <summary>
    /// The wait after the n-th CALLERROR, or null when the message has to be given up.
    /// Attempts 3, interval 60 s: send, 60 s, send, 120 s, send, give up. OCPP 1.6 ed. 2 §9.1.31, §9.1.32.
    /// </summary>
    public TimeSpan? WaitAfterFailure(int failures) => failures >= Math.Max(1, Attempts) ? null : Interval * failures;

    /// <summary>The wait after the n-th time nobody answered in time: growing likewise, but bounded, and never the end.</summary>
    public TimeSpan WaitAfterSilence(int silences) => Interval * Math.Min(silences, Math.Max(1, Attempts));
}
