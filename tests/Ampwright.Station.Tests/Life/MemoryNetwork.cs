using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Life;

/// <summary>
/// A network whose connections are in memory and carry real frames between the station's own <see cref="OcppPeer"/> and the test. The peer
/// works in the synchronization context that the network was made in.
/// </summary>
internal sealed class MemoryNetwork(TimeProvider time) : INetwork
{
    private readonly SynchronizationContext? _outside = SynchronizationContext.Current;

    /// <summary>A connection of the station came up; its frames go where <see cref="MemoryLink.Heard"/> says.</summary>
    public Action<MemoryLink, LinkRequest> Dialled { get; set; } = (_, _) => { };

    /// <summary>The present or last connection.</summary>
    public MemoryLink? Link { get; private set; }

    public bool IsCut { get; private set; }

    /// <summary>
    /// Something of the station is on its way over the thread pool and comes back by itself: who moves the clock waits for it first.
    /// </summary>
    public bool IsUnderWay => Link is { IsUnderWay: true };

    public void Cut()
    {
        IsCut = true;
        Link?.Abort();
    }

    public void Restore() => IsCut = false;

    /// <summary>The station at the end of the connection is no more: whatever of it is under way never comes.</summary>
    public void Forget() => Link = null;

    public Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel)
    {
        if (IsCut) throw new NetworkException("the network is cut");
        MemoryLink link = null!;
        var socket = new MemoryWebSocket(text => link.Send(text)) { Gone = () => link.End() };
        link = Link = new MemoryLink(new OcppPeer(socket, inbound, new OcppPeerOptions(), time, request.Observer), socket);
        cancel.Register(link.Abort);
        var inside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_outside);
        Dialled(link, request);
        link.Start();
        SynchronizationContext.SetSynchronizationContext(inside);
        return Task.FromResult<ICsmsLink>(link);
    }

    public Task<Stream> OpenAsync(string host, int port, CancellationToken cancel) => throw new NetworkException($"nobody is at {host}:{port}");
}
