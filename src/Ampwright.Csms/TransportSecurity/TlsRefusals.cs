using System.Net;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// Security events of handshakes that cannot come to anything (whitepaper A00.FR.323: the CSMS closes, and should log it). Anybody can cause
/// them, so only so many are stored.
/// </summary>
internal sealed class TlsRefusals(Database database, TimeProvider time, ILogger<TlsRefusals> log)
{
    private readonly TokenBucket _pace = new(perSecond: 1, most: 20, time);
    private readonly Lock _lock = new();

    public async Task RecordAsync(string why, EndPoint? remote)
    {
        lock (_lock)
        {
            if (_pace.Take() > TimeSpan.Zero) return;
        }
        var source = (remote as IPEndPoint)?.Address.ToString() ?? "unknown";
        log.HandshakeRefused(source, why);
        try
        {
            await database.WriteAsync(unit => unit.Raise(new HandshakeRefused(why, source)));
        }
        catch (StorageException)
        {
            // The log has it. That the store is away is told by those who need it.
        }
    }
}
