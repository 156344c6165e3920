using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Metering;

/// <summary>
/// Clock-aligned meter values of all connectors, whether a transaction runs or not. OCPP 1.6 ed. 2 §3.16, §9.1.5. Those of a
/// transaction go through the queue; those of an idle connector are sent when the CSMS can be reached and else dropped.
/// </summary>
internal sealed class AlignedMetering
{
    private readonly StationCore _core;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly IReadOnlyList<(Connector Connector, MeterSampler Sampler)> _connectors;
    private readonly LoopTimer _timer;
    private DateTimeOffset? _boundary;

    public AlignedMetering(
        StationCore core,
        CsmsConnection connection,
        Registration registration,
        IReadOnlyList<(Connector Connector, MeterSampler Sampler)> connectors)
    {
        _core = core;
        _connection = connection;
        _registration = registration;
        _connectors = connectors;
        _timer = core.NewTimer(OnTimer);
        core.Clock.Stepped += _ => Arm();
        core.Configuration.Changed += key =>
        {
            if (key == "ClockAlignedDataInterval") Arm();
        };
    }

    public void Arm()
    {
        var interval = _core.Configuration.Seconds("ClockAlignedDataInterval");
        if (interval <= TimeSpan.Zero)
        {
            _boundary = null;
            _timer.Clear();
            return;
        }
        var now = _core.Clock.Now;
        _boundary = AlignedSchedule.Next(now, interval);
        _timer.Set(_boundary.Value - now);
    }

    private void OnTimer()
    {
        if (_boundary is { } boundary && _core.Clock.Now >= boundary)
        {
            var at = new Stamp(boundary, _core.Clock.Trusted);
            foreach (var (connector, sampler) in _connectors)
            {
                if (connector.Running is not null) sampler.TakeAligned(at);
                else SendIdle(connector, at);
            }
        }
        Arm();
    }

    private void SendIdle(Connector connector, Stamp at)
    {
        if (!_registration.MaySend) return;
        var values = TransactionData.Values(
            _core, _core.Configuration.List("MeterValuesAlignedData"), connector.Read(), ReadingContext.SampleClock, at);
        if (values is null) return;
        LooseMeterValues.Send(_core, _connection, connector.Number, values);
    }
}
