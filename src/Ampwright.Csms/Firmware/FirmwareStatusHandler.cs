using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Firmware;

/// <summary>
/// Takes a status of an update, signed or not. It is never refused, whatever is known of an update: a station would send it again for ever
/// (digest trap 32).
/// </summary>
internal sealed class FirmwareStatusHandler(OcppAction action) : IMessageHandler
{
    public OcppAction Action => action;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) => Step.AfterCommit(new Told(action, call.Request));

    private sealed class Told(OcppAction action, object request) : Effect
    {
        public override object Apply(WriteUnit unit, Lease lease)
        {
            unit.Raise(new StationNotified(action.Name, PayloadJson.ToText(action.Request, request)) { Station = lease.Identity });
            unit.Try($"{action.Name} of station {lease.Identity}", () =>
            {
                if (request is SignedFirmwareStatusNotificationRequest signed)
                    FirmwareSigns.Note(unit, lease.StationId, signed: true, signed.RequestId, signed.Status.Text);
                else
                    FirmwareSigns.Note(unit, lease.StationId, signed: false, requestId: null, ((FirmwareStatusNotificationRequest)request).Status.Text);
            });
            return action.Response.Read("{}"u8, ReadMode.Strict);
        }
    }
}
