using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>Why a charging profile is not installed, and how that is answered.</summary>
/// <param name="Reason">The rule that was broken first.</param>
/// <param name="Explanation">What is wrong, for a log or a person.</param>
public sealed record ProfileRefusal(RefusalReason Reason, string Explanation)
{
    /// <summary>Not null: the CALL is answered with this CALLERROR, not with <see cref="Status"/>. Errata v4.0 3.38, 3.39.</summary>
    public RpcErrorCode? ErrorCode =>
        Reason is RefusalReason.UnknownValue or RefusalReason.UnknownConnector ? RpcErrorCode.PropertyConstraintViolation : null;

    /// <summary>The status of SetChargingProfile.conf. OCPP 1.6 ed. 2 §7.11.</summary>
    public ChargingProfileStatus Status =>
        Reason == RefusalReason.PurposeNotSupported ? ChargingProfileStatus.NotSupported : ChargingProfileStatus.Rejected;
}
