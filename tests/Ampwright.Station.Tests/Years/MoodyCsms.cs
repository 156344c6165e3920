using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Life;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Years;

/// <summary>The scripted CSMS with a will of its own: it loses answers, says nothing, refuses, and has another idea of the time.</summary>
internal sealed class MoodyCsms
{
    private readonly ManualTimeProvider _time;
    private readonly Random _random;
    private readonly ScriptedCsms _csms;
    private readonly Ledger _ledger;
    private readonly YearTrace _trace;

    public MoodyCsms(StationUnderTest test, Ledger ledger, YearTrace trace, Random random)
    {
        (_time, _csms, _ledger, _trace, _random) = (test.Time, test.Csms, ledger, trace, random);
        On<BootNotificationRequest>(_ => new BootNotificationResponse { Status = Registers(), CurrentTime = Now, Interval = random.Next(2) == 0 ? 3_600 : 14_400 });
        On<HeartbeatRequest>(_ => new HeartbeatResponse { CurrentTime = Now });
        On<StatusNotificationRequest>(_ => new StatusNotificationResponse());
        On<AuthorizeRequest>(asked => new AuthorizeResponse { IdTagInfo = Drivers.Verdict(asked.IdTag) });
        OnTransaction<StartTransactionRequest>((started, id) => new StartTransactionResponse { TransactionId = id, IdTagInfo = Drivers.Verdict(started.IdTag) });
        OnTransaction<StopTransactionRequest>((_, _) => new StopTransactionResponse());
        test.Csms.On<MeterValuesRequest>(values => values.TransactionId is null
            ? Answer(values, new MeterValuesResponse(), _ => _ledger.Fresh(_csms.Heard[^1]))
            : AnswerTransaction(values, (_, _) => new MeterValuesResponse()));
    }

    /// <summary>Chances of an answer that is lost with the connection, one that never comes, and a CALLERROR, thousandths.</summary>
    public (int Lost, int Silent, int Refused) Mood { get; set; }

    /// <summary>How far its clock is from the true time.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>The next BootNotification is not accepted.</summary>
    public RegistrationStatus? NextRegistration { get; set; }

    /// <summary>What it says once in place of the time.</summary>
    public DateTimeOffset? Nonsense { get; set; }

    private DateTimeOffset Now
    {
        get
        {
            if (Nonsense is not { } nonsense) return _time.GetUtcNow() + Offset;
            Nonsense = null;
            return nonsense;
        }
    }

    private RegistrationStatus Registers()
    {
        var status = NextRegistration ?? RegistrationStatus.Accepted;
        NextRegistration = null;
        return status;
    }

    private void On<TRequest>(Func<TRequest, object> answer)
        where TRequest : IRequest => _csms.On<TRequest>(request =>
        {
            _ledger.Fresh(_csms.Heard[^1]);
            return Answer(request, answer(request), static _ => { });
        });

    private void OnTransaction<TRequest>(Func<TRequest, int, object> answer)
        where TRequest : IRequest => _csms.On<TRequest>(request => AnswerTransaction(request, answer));

    private object AnswerTransaction<TRequest>(TRequest request, Func<TRequest, int, object> answer)
        where TRequest : IRequest
    {
        var fate = Draw();
        var id = _ledger.Hear(_csms.Heard[^1], takes: fate is null or Fate.AnswerLost || (fate is Fate.Silence && _random.Next(2) == 0), refuses: fate is CallErrorException);
        _trace.Add($"> {Text(request)} {fate?.GetType().Name} {id}");
        return fate ?? answer(request, id);
    }

    private object Answer(IRequest request, object answer, Action<IRequest> first)
    {
        first(request);
        var fate = Draw();
        _trace.Add($"> {Text(request)} {fate?.GetType().Name}");
        return fate ?? answer;
    }

    private object? Draw()
    {
        var luck = _random.Next(1000);
        return luck < Mood.Lost ? Fate.AnswerLost
            : luck < Mood.Lost + Mood.Silent ? Fate.Silence
            : luck < Mood.Lost + Mood.Silent + Mood.Refused ? new CallErrorException(RpcErrorCode.InternalError, "not today")
            : null;
    }

    private static string Text(IRequest request) => request.Action.Name + " " + Ampwright.Ocpp.Payloads.PayloadJson.ToText(request.Action.Request, request);
}
