using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Availability;

/// <summary>The faults that stand, of the hardware and of the runtime's own finding.</summary>
internal sealed class FaultBoard
{
    private readonly List<HardwareFault> _faults = [];

    /// <summary>Raised with the connector concerned; null = all.</summary>
    public Action<int?>? Changed { get; set; }

    public IReadOnlyList<HardwareFault> All => _faults;

    public void Raise(HardwareFault fault)
    {
        _faults.RemoveAll(known => known.Id == fault.Id);
        _faults.Add(fault);
        Changed?.Invoke(fault.Connector);
    }

    public void Clear(string id)
    {
        var fault = _faults.Find(known => known.Id == id);
        if (fault is null) return;
        _faults.Remove(fault);
        Changed?.Invoke(fault.Connector);
    }

    /// <summary>Whether charging is forbidden on a connector; for 0, whether the station as a whole has a critical fault.</summary>
    public bool Forbids(int connector) => Of(connector).Any(fault => fault.Severity == FaultSeverity.Critical);

    public bool HasEmergencyStop(int connector) => Of(connector).Any(fault => fault.Kind == FaultKind.EmergencyStop);

    /// <summary>The worst fault of a connector, as StatusNotification tells it; connector 0 tells the station's own.</summary>
    public StatusDetail Worst(int connector)
    {
        var worst = Of(connector).OrderByDescending(fault => fault.Severity).FirstOrDefault();
        if (worst is null) return StatusDetail.None;
        return new StatusDetail(CodeOf(worst.Kind), Cut(worst.Info), Cut(worst.VendorCode));
    }

    // A fault of the whole station keeps every connector from charging.
    private IEnumerable<HardwareFault> Of(int connector) => _faults.Where(fault =>
        connector == 0 ? fault.Connector is null : fault.Connector == connector || (fault.Connector is null && fault.Severity == FaultSeverity.Critical));

    private static string? Cut(string? text) => text is { Length: > 50 } ? text[..50] : text;

    /// <summary>OCPP 1.6 ed. 2 §7.6.</summary>
    private static ChargePointErrorCode CodeOf(FaultKind kind) => kind switch
    {
        FaultKind.Lock => ChargePointErrorCode.ConnectorLockFailure,
        FaultKind.VehicleCommunication => ChargePointErrorCode.EVCommunicationError,
        FaultKind.GroundFault => ChargePointErrorCode.GroundFailure,
        FaultKind.OverTemperature => ChargePointErrorCode.HighTemperature,
        FaultKind.Internal => ChargePointErrorCode.InternalError,
        FaultKind.OverCurrent => ChargePointErrorCode.OverCurrentFailure,
        FaultKind.OverVoltage => ChargePointErrorCode.OverVoltage,
        FaultKind.UnderVoltage => ChargePointErrorCode.UnderVoltage,
        FaultKind.Meter => ChargePointErrorCode.PowerMeterFailure,
        FaultKind.PowerSwitch => ChargePointErrorCode.PowerSwitchFailure,
        FaultKind.Reset => ChargePointErrorCode.ResetFailure,
        FaultKind.Reader => ChargePointErrorCode.ReaderFailure,
        FaultKind.StoredList => ChargePointErrorCode.LocalListConflict,
        FaultKind.WeakSignal => ChargePointErrorCode.WeakSignal,
        _ => ChargePointErrorCode.OtherError,
    };
}
