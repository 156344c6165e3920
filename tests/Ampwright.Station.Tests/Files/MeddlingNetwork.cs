using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Tests.Files;

/// <summary>A network on which something else happens right before one of the connections to file servers.</summary>
internal sealed class MeddlingNetwork(INetwork network, int beforeDial, Func<Task> meddle) : INetwork
{
    public int Dials { get; private set; }

    public Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel) => network.ConnectAsync(request, inbound, cancel);

    public async Task<Stream> OpenAsync(string host, int port, CancellationToken cancel)
    {
        if (++Dials == beforeDial) await meddle();
        return await network.OpenAsync(host, port, cancel);
    }
}
