using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Boot;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Connection;

/// <summary>
/// Tells statuses one after the other, in order. What could not leave waits for the next connection; what was answered with an error was heard.
/// </summary>
internal sealed class StatusOutbox
{
    private readonly StationCore _core;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly Queue<(Func<Task> Send, Action? Told)> _waiting = new();
    private TaskCompletionSource? _emptied;
    private bool _sending;

    public StatusOutbox(StationCore core, CsmsConnection connection, Registration registration)
    {
        (_core, _connection, _registration) = (core, connection, registration);
        registration.Ready += _ => Pump();
    }

    /// <param name="told">Called once the CSMS has it.</param>
    public void Tell<TResponse>(IRequest<TResponse> request, Action? told = null)
        where TResponse : class
    {
        _waiting.Enqueue((() => _connection.CallAsync(request), told));
        Pump();
    }

    /// <summary>Forgets what waits and is not on its way yet.</summary>
    public void Clear()
    {
        var onItsWay = _sending && _waiting.TryPeek(out var head) ? head : default;
        _waiting.Clear();
        if (onItsWay.Send is not null) _waiting.Enqueue(onItsWay);
    }

    /// <summary>Completes once nothing waits any more.</summary>
    public Task EmptiedAsync() => _waiting.Count == 0 ? Task.CompletedTask : (_emptied ??= new TaskCompletionSource()).Task;

    private void Pump()
    {
        if (_sending || _waiting.Count == 0 || !_registration.MaySend) return;
        _sending = true;
        _core.Loop.Start(SendAsync);
    }

    private async Task SendAsync()
    {
        try
        {
            while (_registration.MaySend && _waiting.TryPeek(out var next))
            {
                try
                {
                    await next.Send();
                }
                catch (Exception failure) when (failure is TimeoutException or CallErrorException or OcppViolationException)
                {
                    _core.Trace.Note($"a status was not answered: {failure.Message}");
                }
                _waiting.Dequeue();
                next.Told?.Invoke();
            }
        }
        catch (ConnectionLostException)
        {
            // The next connection goes on.
        }
        finally
        {
            _sending = false;
        }
        if (_waiting.Count > 0) return;
        _emptied?.TrySetResult();
        _emptied = null;
    }
}
