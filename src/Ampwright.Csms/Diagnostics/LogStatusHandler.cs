using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Diagnostics;

/// <summary>Takes a status of an upload of diagnostics or of a log. It is never refused (digest trap 32).</summary>
internal sealed class LogStatusHandler(OcppAction action) : IMessageHandler
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
                if (request is LogStatusNotificationRequest log) LogSigns.Note(unit, lease.StationId, ofGetLog: true, log.RequestId, log.Status.Text);
                else LogSigns.Note(unit, lease.StationId, ofGetLog: false, requestId: null, ((DiagnosticsStatusNotificationRequest)request).Status.Text);
            });
            return action.Response.Read("{}"u8, ReadMode.Strict);
        }
    }
}
