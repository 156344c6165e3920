namespace Ampwright.Station.Hardware;

/// <summary>A fault that stands until it is cleared.</summary>
/// <param name="Id">Names this occurrence; the clearing names the same.</param>
/// <param name="Connector">Null when it concerns the whole station.</param>
/// <param name="VendorCode">The maker's own code, at most 50 characters.</param>
/// <param name="Info">For people, at most 50 characters.</param>
public sealed record HardwareFault(
    string Id, FaultKind Kind, FaultSeverity Severity, int? Connector, string? VendorCode = null, string? Info = null);
