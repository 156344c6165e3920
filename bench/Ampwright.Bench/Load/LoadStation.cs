using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace Ampwright.Bench.Load;

/// <summary>One station of the generator: at most one CALL under way (OCPP-J 1.6 §4.1.1).</summary>
internal sealed class LoadStation : IDisposable
{
    private readonly ArrayBufferWriter<byte> _message = new(512);
    private readonly int _number;
    private readonly IScript _script;
    private readonly Action<LoadStation, long> _answered;
    private GeneratorSocket? _socket;
    private TaskCompletionSource? _booted;
    private long _messageId;
    private long _due;

    /// <param name="number">Makes its message ids its own.</param>
    /// <param name="script">What it says.</param>
    /// <param name="answered">Told after each answer how long it took since the CALL was due, in ticks of the <see cref="Stopwatch"/>.</param>
    public LoadStation(int number, IScript script, Action<LoadStation, long> answered)
    {
        _number = number;
        _script = script;
        _answered = answered;
    }

    public string Identity => $"LOAD-{_number:00000}";

    public bool IsConnected { get; private set; }

    /// <summary>Whether an answer is awaited.</summary>
    public bool IsWaiting { get; private set; }

    /// <inheritdoc cref="IScript.IsAtRest"/>
    public bool IsAtRest => _script.IsAtRest;

    /// <summary>Of a CALL that could not be sent yet; 0 = none.</summary>
    public long DueSince { get; set; }

    /// <summary>What broke the rules of the benchmark; null when nothing did.</summary>
    public string? Fault { get; private set; }

    /// <summary>Connects and is answered its BootNotification.</summary>
    public async Task ConnectAsync(IPEndPoint server, string? password)
    {
        _socket?.Dispose();
        _socket = new GeneratorSocket { Received = Take, Lost = () => IsConnected = false };
        IsWaiting = false;
        DueSince = 0;
        _booted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _socket.ConnectAsync(server, $"/ocpp/{Identity}", password is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Identity}:{password}")));
        IsConnected = true;
        _socket.Send(Encoding.UTF8.GetBytes($"[2,\"{Id()}\",\"BootNotification\",{{\"chargePointVendor\":\"Ampwright\",\"chargePointModel\":\"Generator\"}}]"));
        await _booted.Task.WaitAsync(TimeSpan.FromSeconds(60));
        _booted = null;
    }

    /// <summary>Sends the script's next CALL.</summary>
    /// <param name="due">When it should have been sent, as <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Say(long due)
    {
        _message.ResetWrittenCount();
        _script.Next(Id(), _message);
        _due = due;
        IsWaiting = true;
        _socket!.Send(_message.WrittenSpan);
    }

    public void Dispose() => _socket?.Dispose();

    private long Id() => (_number * 1_000_000_000L) + ++_messageId;

    private void Take(ReadOnlyMemory<byte> received)
    {
        var message = received.Span;
        switch (message[1])
        {
            case (byte)'3' when _booted is { } booted:
                booted.TrySetResult();
                return;
            case (byte)'3' when IsWaiting:
                IsWaiting = false;
                _script.Answered(message);
                _answered(this, Stopwatch.GetTimestamp() - _due);
                return;
            case (byte)'2':
                // What the CSMS asks of its own accord: this station can do nothing.
                var from = message.IndexOf((byte)'"') + 1;
                var id = message[from..][..message[from..].IndexOf((byte)'"')];
                _socket!.Send([.. "[4,\""u8, .. id, .. "\",\"NotImplemented\",\"\",{}]"u8]);
                return;
            default:
                Fault ??= Encoding.UTF8.GetString(message);
                return;
        }
    }
}
