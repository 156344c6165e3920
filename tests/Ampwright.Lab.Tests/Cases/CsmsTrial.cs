using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>One case on a model CSMS under virtual time.</summary>
internal static class CsmsTrial
{
    public static CaseResult Run(string id, Lie? lie = null, Revision revision = Revision.R2025_11, TextWriter? trace = null, int? connected = null)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Pass PassBy(int profile) => new(profile, profile is 1 or 2 ? "sixteen-bytes-it"u8.ToArray() : null, profile == 3 ? ModelCsms.StationCertificate() : null);
        var row = Lab.Catalogue.CaseCatalogue.All.Single(row => row.Id == id);
        return LabLoop.Run(
            async () =>
            {
                var settings = new RunSettings();
                var pass = PassBy(connected ?? (row.Connections is [var first, ..] ? first : 0));
                var model = new ModelCsms(time, settings, pass, lie ?? Lie.None);
                var record = new RunTrace(time, trace);
                record.Begin(Side.Csms, revision, settings, new HashSet<string>(), pass.Profile, pass.Password is not null);
                var bench = new CsmsBench(time, record, settings, revision, new HashSet<string>(), model, model, pass);
                model.Lab = bench;
                await CsmsSession.PrepareAsync(bench);
                model.Lies = true;
                if (lie is not null) lie.Armed = true;
                return await CsmsCases.RunAsync(row, bench);
            },
            time);
    }
}
