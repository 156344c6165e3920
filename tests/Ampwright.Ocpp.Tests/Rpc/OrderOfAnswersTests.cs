using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.TestKit;

namespace Ampwright.Ocpp.Tests.Rpc;

/// <summary>
/// What a frame brings about begins before the next frame is looked at: whoever reads an answer posts it to the caller's synchronization
/// context. The thread tells it: a way round by the thread pool would post from another one, or later.
/// </summary>
public sealed class OrderOfAnswersTests
{
    private const string Answer = """[3,"m",{"idTagInfo":{"status":"Accepted"}}]""";

    [Theory]
    [InlineData(Answer)]
    [InlineData("""[4,"m","GenericError","no",{}]""")]
    [InlineData("""[3,"m",{}]""")]
    public void An_answer_is_with_its_caller_before_the_next_frame_is_looked_at(string answer)
    {
        var (desk, socket, call) = Called();
        socket.Deliver(answer);
        Assert.Equal([Environment.CurrentManagedThreadId], desk.PostedBy);
        desk.Work();
        Assert.True(call.IsCompleted);
    }

    [Fact]
    public void An_answer_does_not_wait_until_the_socket_says_that_the_call_has_left()
    {
        var leaving = new TaskCompletionSource();
        var (desk, socket, call) = Called(leaving.Task);
        socket.Deliver(Answer);
        Assert.Equal([Environment.CurrentManagedThreadId], desk.PostedBy);
        desk.Work();
        Assert.True(call.IsCompletedSuccessfully);
        leaving.SetResult();
    }

    private static (Desk Desk, MemoryWebSocket Socket, Task Call) Called(Task? leaving = null)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var desk = new Desk();
        var socket = new MemoryWebSocket(_ => { }) { Leaving = leaving };
        var peer = new OcppPeer(socket, new Nobody(), new OcppPeerOptions(), new ManualTimeProvider());
        _ = peer.RunAsync(CancellationToken.None);
        SynchronizationContext.SetSynchronizationContext(desk);
        var call = peer.CallAsync(new AuthorizeRequest { IdTag = "04A1" }, messageId: "m");
        SynchronizationContext.SetSynchronizationContext(null);
        Assert.Empty(desk.PostedBy);
        return (desk, socket, call);
    }

    private sealed class Nobody : IInboundCalls
    {
        public RpcErrorCode? Admit(OcppAction action) => RpcErrorCode.NotSupported;

        public ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed) => throw new NotSupportedException();
    }

    /// <summary>A caller's context that remembers who posted to it.</summary>
    private sealed class Desk : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
        private readonly Lock _lock = new();

        public List<int> PostedBy { get; } = [];

        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (_lock)
            {
                _posted.Enqueue((d, state));
                PostedBy.Add(Environment.CurrentManagedThreadId);
            }
        }

        public override SynchronizationContext CreateCopy() => this;

        public void Work()
        {
            var before = Current;
            SetSynchronizationContext(this);
            while (_posted.TryDequeue(out var next)) next.Callback(next.State);
            SetSynchronizationContext(before);
        }
    }
}
