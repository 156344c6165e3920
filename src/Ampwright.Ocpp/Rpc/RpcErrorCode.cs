namespace Ampwright.Ocpp.Rpc;

/// <summary>
/// Codes of a CALLERROR, OCPP-J 1.6 §4.2.3. The spellings FormationViolation and OccurenceConstraintViolation are the standard's
/// (OCPP-J errata 5.1, 5.2: "do not fix"); the spellings others use instead are understood.
/// </summary>
public enum RpcErrorCode
{
    NotImplemented,
    NotSupported,
    InternalError,
    ProtocolError,
    SecurityError,
    [Spelling("FormationViolation", "FormatViolation")]
    FormationViolation,
    PropertyConstraintViolation,
    [Spelling("OccurenceConstraintViolation", "OccurrenceConstraintViolation")]
    OccurenceConstraintViolation,
    TypeConstraintViolation,
    GenericError,
}
