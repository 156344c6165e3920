using Ampwright.Csms.Stations;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Csms.StationCertificates;

/// <summary>What a station's certificate has to say of it. Whitepaper A00.FR.404, .405, .511.</summary>
internal static class StationSubject
{
    /// <param name="cpoName">What O has to contain; null: anything.</param>
    public static SubjectRules RulesOf(StationRecord station, string? cpoName) =>
        new() { SerialNumber = station.CertificateName ?? station.Identity, CpoName = cpoName };
}
