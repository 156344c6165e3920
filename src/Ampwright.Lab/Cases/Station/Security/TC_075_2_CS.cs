using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Install a certificate on the Charge Point - CentralSystemRootCertificate.</summary>
internal sealed class TC_075_2_CS : StationCase
{
    public override Task Run(StationRun s) => s.InstallsAndLists(StationSecurity.CsmsRoot);
}
