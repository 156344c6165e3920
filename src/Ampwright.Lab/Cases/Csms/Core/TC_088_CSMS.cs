using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>WebSocket Subprotocol negotiation.</summary>
internal sealed class TC_088_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Negotiates(["ocpp0.1"], expected: null);
        await s.Negotiates(["ocpp0.1", "ocpp1.6"], expected: "ocpp1.6");
        // What was agreed on carries OCPP 1.6.
        await s.Reconnects();
        await s.Boots(doubtful: true);
        await s.KeepsStatus();
    }
}
