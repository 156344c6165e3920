using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>A station shows that it is there and asks for the time. OCPP 1.6 ed. 2 §4.6, §6.29.</summary>
public sealed record HeartbeatRequest : IRequest<HeartbeatResponse>
{
    OcppAction IRequest.Action => Catalogue.Heartbeat;

    internal static readonly PayloadShape<HeartbeatRequest> Shape = new PayloadShape<HeartbeatRequest>().Reads(_ => new());
}

/// <summary>The answer to <see cref="HeartbeatRequest"/>. OCPP 1.6 ed. 2 §6.30.</summary>
public sealed record HeartbeatResponse
{
    /// <summary>The CSMS's clock, which the station may take over.</summary>
    public required OcppTime CurrentTime { get; init; }

    internal static readonly PayloadShape<HeartbeatResponse> Shape = new PayloadShape<HeartbeatResponse>()
        .Time("currentTime", payload => payload.CurrentTime)
        .Reads(values => new() { CurrentTime = values.Time(0) });
}
