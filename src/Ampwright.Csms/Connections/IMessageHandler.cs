using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Answers one action. It sees the station's record and the message and decides; it has no access to the database.
/// To add one: a class in its feature's folder, one line in <see cref="MessageHandlers"/>.
/// </summary>
internal interface IMessageHandler
{
    OcppAction Action { get; }

    Step Handle(StationRecord station, InboundCall call, DateTimeOffset now);
}
