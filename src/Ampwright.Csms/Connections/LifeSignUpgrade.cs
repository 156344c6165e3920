using Microsoft.AspNetCore.Http.Features;

namespace Ampwright.Csms.Connections;

/// <summary>Stands between the server and the WebSocket, so that each connection's bytes pass a <see cref="LifeSignStream"/>.</summary>
internal sealed class LifeSignUpgrade(IHttpUpgradeFeature inner, ConnectionOptions options, TimeProvider time) : IHttpUpgradeFeature
{
    /// <summary>The connection's bytes, once it was upgraded.</summary>
    public LifeSignStream? Stream { get; private set; }

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => Stream = new LifeSignStream(await inner.UpgradeAsync(), new InboundFrames(options, time), time);
}
