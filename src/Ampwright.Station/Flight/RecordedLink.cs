using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Flight;

/// <summary>An open connection with the recorder in between.</summary>
internal sealed class RecordedLink(RecordedLife life, ICsmsLink link) : ICsmsLink
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Ended => _ended.Task;

    /// <summary>Puts down the end of the connection when it comes; until then it has not ended for the station.</summary>
    public async Task WatchAsync()
    {
        var why = await link.Ended;
        await life.ArrivedAsync(new FlightLine { Kind = FlightKind.Disconnected, Text = why });
        _ended.TrySetResult(why);
    }

    public async Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, string messageId, TimeSpan timeout)
        where TResponse : class
    {
        life.Write(new FlightLine { Kind = FlightKind.Sent, Frame = life.Call(messageId, request.Action, request) });
        TResponse response;
        try
        {
            response = await link.CallAsync(request, messageId, timeout);
        }
        catch (Exception failure) when (Line(failure, messageId) is { } line)
        {
            await life.ArrivedAsync(line);
            throw;
        }
        await life.ArrivedAsync(new FlightLine { Kind = FlightKind.Received, Frame = life.Result(messageId, request.Action, response) });
        return response;
    }

    public async Task CloseAsync(string why)
    {
        life.Write(new FlightLine { Kind = FlightKind.Close, Text = why });
        await link.CloseAsync(why);
        await life.ArrivedAsync(new FlightLine { Kind = FlightKind.Closed });
    }

    public void Abort()
    {
        if (life.Loop.IsCurrent) life.Write(new FlightLine { Kind = FlightKind.Abort });
        link.Abort();
    }

    private static FlightLine? Line(Exception failure, string messageId) => failure switch
    {
        CallErrorException error => new FlightLine
        {
            Kind = FlightKind.Received,
            Frame = RecordedLife.Error(messageId, error.Code, error.Description),
        },
        TimeoutException => new FlightLine { Kind = FlightKind.NoAnswer, Command = messageId, Outcome = "timeout" },
        ConnectionLostException lost => new FlightLine { Kind = FlightKind.NoAnswer, Command = messageId, Outcome = lost.Sending.ToString() },
        OcppViolationException violation => new FlightLine
        {
            Kind = FlightKind.NoAnswer,
            Command = messageId,
            Outcome = $"violation {violation.Code}",
            Text = violation.Message,
        },
        _ => null,
    };
}
