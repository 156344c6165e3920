using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>One case on a model CSMS under virtual time.</summary>
internal static class CsmsTrial
{
    public static CaseResult Run(string id, Lie? lie = null, Revision revision = Revision.R2025_11, TextWriter? trace = null)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var row = Lab.Catalogue.CaseCatalogue.All.Single(row => row.Id == id);
        return LabLoop.Run(
            async () =>
            {
                var settings = new RunSettings();
                var model = new ModelCsms(time, settings, lie ?? Lie.None);
                var record = new RunTrace(time, trace);
                record.Begin(Side.Csms, revision, settings, new HashSet<string>());
                var bench = new CsmsBench(time, record, settings, revision, new HashSet<string>(), model, model);
                model.Lab = bench;
                await CsmsSession.PrepareAsync(bench);
                model.Lies = true;
                if (lie is not null) lie.Armed = true;
                return await CsmsCases.RunAsync(row, bench);
            },
            time);
    }
}
