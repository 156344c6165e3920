namespace Ampwright.Ocpp.Messages.Core;

/// <summary>What is wrong with a connector or a station. OCPP 1.6 ed. 2 §7.6.</summary>
public enum ChargePointErrorCode
{
    ConnectorLockFailure,

    /// <summary>A warning only: the vehicle does not answer; with Preparing, SuspendedEV, SuspendedEVSE and Finishing.</summary>
    EVCommunicationError,

    GroundFailure,
    HighTemperature,

    /// <summary>In hardware or software of the station.</summary>
    InternalError,

    /// <summary>A tag of the local list was refused by the CSMS.</summary>
    LocalListConflict,

    NoError,

    /// <summary>Told by vendorErrorCode.</summary>
    OtherError,

    OverCurrentFailure,
    OverVoltage,
    PowerMeterFailure,
    PowerSwitchFailure,
    ReaderFailure,
    ResetFailure,
    UnderVoltage,

    /// <summary>A weak radio link.</summary>
    WeakSignal,
}
