using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ampwright.Bench.Load;

/// <summary>
/// Whole sessions, one after the other, on connector 1: Authorize, StatusNotification, StartTransaction, five MeterValues of two sampled values,
/// StopTransaction, StatusNotification. The station's own clock begins a day ago and goes a minute with each message, so that no session has
/// more energy than its time allows.
/// </summary>
internal sealed class SessionScript(string idTag) : IScript
{
    /// <summary>CALLs of one session.</summary>
    public const int Calls = 10;

    private DateTime _clock = DateTime.UtcNow.AddDays(-1);
    private int _step;
    private int _meter = 1000;
    private int _transaction;

    public bool IsAtRest => _step == 0;

    public void Next(long messageId, IBufferWriter<byte> into)
    {
        _clock = _clock.AddMinutes(1);
        var now = _clock.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var (action, payload) = _step switch
        {
            0 => ("Authorize", $"{{\"idTag\":\"{idTag}\"}}"),
            1 => ("StatusNotification", $"{{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Preparing\",\"timestamp\":\"{now}\"}}"),
            2 => ("StartTransaction", $"{{\"connectorId\":1,\"idTag\":\"{idTag}\",\"meterStart\":{_meter},\"timestamp\":\"{now}\"}}"),
            8 => ("StopTransaction", $"{{\"transactionId\":{_transaction},\"idTag\":\"{idTag}\",\"meterStop\":{_meter},\"timestamp\":\"{now}\",\"reason\":\"Local\"}}"),
            9 => ("StatusNotification", $"{{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\",\"timestamp\":\"{now}\"}}"),
            _ => ("MeterValues", $"{{\"connectorId\":1,\"transactionId\":{_transaction},\"meterValue\":[{{\"timestamp\":\"{now}\",\"sampledValue\":["
                + $"{{\"value\":\"{_meter += 183}\",\"context\":\"Sample.Periodic\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}},"
                + $"{{\"value\":\"11012.4\",\"context\":\"Sample.Periodic\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}}]}}]}}"),
        };
        Encoding.UTF8.GetBytes($"[2,\"{messageId}\",\"{action}\",{payload}]", into);
    }

    public void Answered(ReadOnlySpan<byte> result)
    {
        if (_step == 2 && result.IndexOf("\"transactionId\":"u8) is > 0 and var at && Utf8Parser.TryParse(result[(at + 16)..], out int given, out _)) _transaction = given;
        _step = (_step + 1) % Calls;
    }
}
