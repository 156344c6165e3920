using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Operation;
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
    /// <param name="connected">The security profile by which the lab comes; without it the first over which the case is run.</param>
    /// <param name="trustsTheLab">Whether the model lets stations of the lab's own authority in.</param>
    public static CaseResult Run(
        string id, Lie? lie = null, Revision revision = Revision.R2025_11, TextWriter? trace = null, int? connected = null, bool trustsTheLab = false) =>
        Run(id, lie ?? Lie.None, revision, trace, connected, trustsTheLab, new RunSettings(), recorded: null);

    /// <summary>The same on one that is right until the case begins, and from then on says what was recorded, on another day with other cards.</summary>
    public static CaseResult RunBlind(string id, IReadOnlyList<TraceLine> recorded) => Run(
        id, Lie.None, Revision.R2025_11, trace: null, connected: null, trustsTheLab: false,
        new RunSettings { Tag = "04A1B2C3D4E511", Tag2 = "04A1B2C3D4E512" }, recorded);

    private static CaseResult Run(
        string id, Lie lie, Revision revision, TextWriter? trace, int? connected, bool trustsTheLab, RunSettings settings, IReadOnlyList<TraceLine>? recorded)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Pass PassBy(int profile) => new(profile, profile is 1 or 2 ? "sixteen-bytes-it"u8.ToArray() : null, profile == 3 ? ModelCsms.StationCertificate() : null);
        var row = Lab.Catalogue.CaseCatalogue.All.Single(row => row.Id == id);
        return LabLoop.Run(
            async () =>
            {
                var pass = PassBy(connected ?? (row.Connections is [var first, ..] ? first : 0));
                var model = new ModelCsms(time, settings, pass, lie);
                var blind = recorded is null ? null : new BlindCsms(time, model, recorded);
                var record = new RunTrace(time, trace);
                record.Begin(Side.Csms, revision, settings, new HashSet<string>(), pass.Profile, pass.Password is not null);
                var bench = new CsmsBench(time, record, settings, revision, new HashSet<string>(), (ICsmsOperator?)blind ?? model, (IDialer?)blind ?? model, pass);
                model.Lab = bench;
                if (trustsTheLab) model.Trusted = bench.Certificates.Authority;
                await CsmsSession.PrepareAsync(bench);
                model.Lies = true;
                lie.Armed = true;
                if (blind is not null) await blind.BeginAsync();
                return await CsmsCases.RunAsync(row, bench);
            },
            time);
    }
}
