using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Flight;

/// <summary>The way to the CSMS with the recorder in between. What comes in is put down where it is carried out, in <see cref="CsmsCalls"/>.</summary>
internal sealed class RecordedNetwork(RecordedLife life, INetwork network) : INetwork
{
    public async Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel)
    {
        life.Write(new FlightLine { Kind = FlightKind.Dial, Text = request.Url.ToString() });
        ICsmsLink link;
        try
        {
            link = await network.ConnectAsync(request, inbound, cancel);
        }
        catch (NetworkException why)
        {
            await life.ArrivedAsync(new FlightLine { Kind = FlightKind.NotConnected, Outcome = why.Fault.ToString(), Text = why.Message });
            throw;
        }
        await life.ArrivedAsync(new FlightLine { Kind = FlightKind.Connected, Number = request.Trust?.ProvenByNumber });
        var recorded = new RecordedLink(life, link);
        life.Loop.Start(recorded.WatchAsync);
        return recorded;
    }

    public Task<Stream> OpenAsync(string host, int port, CancellationToken cancel)
    {
        life.Beside("a file is on its way");
        return network.OpenAsync(host, port, cancel);
    }
}
