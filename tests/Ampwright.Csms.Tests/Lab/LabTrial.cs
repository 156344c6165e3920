using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.TransportSecurity;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Hosting;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;
using LabCases = Ampwright.Lab.Catalogue.CaseCatalogue;

namespace Ampwright.Csms.Tests.Lab;

/// <summary>One case of the lab on our CSMS, served on real sockets over a real database, in an installation of its own.</summary>
internal static class LabTrial
{
    private const string Identity = "LAB-1";
    private const string Raising = "TC_083_CSMS";

    private static readonly Pics Declaration = PicsReader.Read("ampwright");

    /// <summary>The cases of a profile that our declaration selects, in either revision.</summary>
    public static TheoryData<string> CasesOf(string profile)
    {
        var rows = Enum.GetValues<Revision>()
            .SelectMany(revision => RunPlan.Make(Side.Csms, revision, Declaration, connected: 1, [], [profile], CsmsCases.Ids).Cases)
            .DistinctBy(row => row.Id);
        return [.. rows.Select(row => row.Id)];
    }

    /// <summary>Passes, or says what was found and what was said on the line.</summary>
    public static async Task PassesAsync(string id)
    {
        var row = LabCases.All.Single(row => row.Id == id);
        // Making keys takes its time: only where there is TLS or a certificate to issue.
        await using var csms = row.Profile == "Security" ? await HandshakeTests.StartAsync(tls => tls with { Organisation = new RunSettings().CpoName }) : await ServedCsms.StartAsync();
        using var http = new HttpClient();
        var told = new StringWriter();
        var result = await Task.Run(() => LabLoop.Run(() => RunAsync(row, csms, http, told)));
        Assert.True(
            result.Verdict == Verdict.Pass,
            $"{result.Id} {result.Verdict} at {result.Step}: expected {result.Expected}; {result.Found}. {string.Join("; ", result.Remarks)}\n{told}");
    }

    private static async Task<CaseResult> RunAsync(CaseRow row, ServedCsms csms, HttpClient http, TextWriter told)
    {
        var settings = new RunSettings { HeartbeatInterval = 1, ReservationOffset = 3 };
        var facts = PicsFacts.Of(Declaration, connected: 1);
        var trace = new RunTrace(TimeProvider.System, told);
        trace.Begin(Side.Csms, Revision.R2025_11, settings, facts, connected: 1);
        var password = Connections.RunningCsms.Password;
        var desk = new CsmsApiOperator(http, $"{csms.Address}", ServedCsms.OwnerToken, Identity, TimeProvider.System);
        await desk.RegisterAsync(profile: 1, Convert.ToHexString(password));
        var secure = csms.Options.Tls is null ? null : new Uri($"wss://localhost:{csms.SecureAddress.Port}/ocpp");
        var roots = RunOptions.ReadCertificates(secure is null ? null : Path.Combine(csms.Options.Data, "tls", "root.pem"));
        await using var dialer = new WebSocketDialer(new Uri($"ws://127.0.0.1:{csms.Address.Port}/ocpp"), secure, Identity, roots, TimeProvider.System, SynchronizationContext.Current!);
        var bench = new CsmsBench(TimeProvider.System, trace, settings, Revision.R2025_11, facts, desk, dialer, new Pass(1, password));
        dialer.Conversation = bench.Conversation;
        await CsmsSession.PrepareAsync(bench);
        // Over the connection that the case is for.
        while (!row.RunsOver(bench.Pass.Profile))
        {
            var raised = await CsmsCases.RunAsync(LabCases.All.Single(one => one.Id == Raising), bench);
            if (raised.Verdict != Verdict.Pass) return raised;
        }
        return await CsmsCases.RunAsync(row, bench);
    }
}
