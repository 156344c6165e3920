using System.Net.WebSockets;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Life;

/// <summary>One connection of a <see cref="MemoryNetwork"/>.</summary>
internal sealed class MemoryLink(OcppPeer peer, MemoryWebSocket socket) : ICsmsLink
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _under;
    private int _calling;
    private bool _waitsForAnswer;

    public MemoryWebSocket Socket => socket;

    /// <summary>Takes each frame of the station.</summary>
    public Action<string> Heard { get; set; } = _ => { };

    /// <summary>The station's end is gone.</summary>
    public Action Gone { get; set; } = () => { };

    public Task<string> Ended => _ended.Task;

    // A CALL that waits for its turn goes when the answer of the one before is there.
    public bool IsUnderWay => _under > 0 || (_calling > 0 && !_waitsForAnswer);

    public void Start() => _ = ServeAsync();

    public async Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, string messageId, TimeSpan timeout)
        where TResponse : class
    {
        _calling++;
        try
        {
            return await peer.CallAsync(request, messageId, timeout);
        }
        finally
        {
            _calling--;
            _waitsForAnswer = false;
        }
    }

    public async Task CloseAsync(string why)
    {
        _under++;
        try
        {
            await peer.CloseAsync(WebSocketCloseStatus.NormalClosure, why);
        }
        finally
        {
            _under--;
        }
    }

    public void Abort() => peer.Abort();

    /// <summary>The station's end has said goodbye or dropped the connection.</summary>
    public void End()
    {
        _under++;
        Gone();
    }

    /// <summary>The station sends a frame.</summary>
    public void Send(string text)
    {
        if (text.StartsWith("[2,", StringComparison.Ordinal)) _waitsForAnswer = true;
        Heard(text);
    }

    private async Task ServeAsync()
    {
        var closure = await peer.RunAsync(CancellationToken.None);
        _under--;
        _ended.TrySetResult($"{closure.End}: {closure.Text}");
    }
}
