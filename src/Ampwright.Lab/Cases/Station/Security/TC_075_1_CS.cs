using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Install a certificate on the Charge Point - ManufacturerRootCertificate.</summary>
internal sealed class TC_075_1_CS : StationCase
{
    public override Task Run(StationRun s) => s.InstallsAndLists(StationSecurity.ManufacturerRoot);
}
