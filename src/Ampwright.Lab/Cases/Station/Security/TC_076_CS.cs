using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Delete a specific certificate from the Charge Point.</summary>
internal sealed class TC_076_CS : StationCase
{
    private X509Certificate2? _root;

    public override Task Before(StationRun s) => s.Installs(StationSecurity.CsmsRoot, _root = s.Certificates.NewRoot("Ampwright Lab Root To Delete"));

    public override async Task Run(StationRun s)
    {
        var entry = StationSecurity.EntryOf(await s.Listed(StationSecurity.CsmsRoot), _root!);
        s.Check(entry is not null, "the installed certificate among those listed", "it is not there");
        (await s.Call("DeleteCertificate", new { certificateHashData = entry })).MustBe("Accepted");
        s.Check(StationSecurity.EntryOf(await s.Listed(StationSecurity.CsmsRoot), _root!) is null, "a list without the deleted certificate", "it is still there");
    }
}
