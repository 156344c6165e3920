using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.EndToEnd.Load;

/// <summary>One session as its station remembers it: what was sent, and what the CSMS has answered so far.</summary>
internal sealed class LedgerEntry(string station, StartTransactionRequest start)
{
    private readonly Lock _lock = new();
    private readonly List<MeterValuesRequest> _answeredMeterValues = [];
    private readonly List<MeterValuesRequest> _sentMeterValues = [];

    public string Station { get; } = station;

    public StartTransactionRequest Start { get; } = start;

    /// <summary>The first answer to the start; null = none yet.</summary>
    public StartTransactionResponse? StartAnswer { get; private set; }

    public StopTransactionRequest? StopSent { get; private set; }

    public bool StopAnswered { get; private set; }

    /// <summary>Answers to a repeated start that were not the first one.</summary>
    public List<string> Contradictions { get; } = [];

    public IReadOnlyList<MeterValuesRequest> SentMeterValues
    {
        get
        {
            lock (_lock) return [.. _sentMeterValues];
        }
    }

    public IReadOnlyList<MeterValuesRequest> AnsweredMeterValues
    {
        get
        {
            lock (_lock) return [.. _answeredMeterValues];
        }
    }

    public void Sending(object request)
    {
        lock (_lock)
        {
            if (request is MeterValuesRequest values && !_sentMeterValues.Contains(values)) _sentMeterValues.Add(values);
            if (request is StopTransactionRequest stop) StopSent = stop;
        }
    }

    public void Answered(object request, object answer)
    {
        lock (_lock)
        {
            switch (request)
            {
                case StartTransactionRequest:
                    var started = (StartTransactionResponse)answer;
                    if (StartAnswer is null) StartAnswer = started;
                    else if (StartAnswer != started) Contradictions.Add($"{Station}: {Start} was answered {StartAnswer}, then {started}");
                    break;
                case MeterValuesRequest values:
                    if (!_answeredMeterValues.Contains(values)) _answeredMeterValues.Add(values);
                    break;
                case StopTransactionRequest:
                    StopAnswered = true;
                    break;
            }
        }
    }
}
