using System.CommandLine;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>station</c>: certifies a charging station.</summary>
internal static class StationCommand
{
    public static Command Make(TimeProvider time)
    {
        var pics = new Option<string>("--pics") { Description = $"the declaration: a JSON file, or one of {string.Join(", ", PicsReader.Known)}", Required = true };
        var (holder, product) = (RunOptions.Holder(), RunOptions.Product());
        var settings = new Option<string?>("--settings") { Description = "test data as a JSON file: id tags, intervals, time-outs, tolerances" };
        var control = new Option<string[]>("--control") { Description = "who works the hardware: the address of our station's control API, such as http://127.0.0.1:8181/api/station; with --parallel one for each", AllowMultipleArgumentsPerToken = true };
        var parallel = new Option<int>("--parallel") { Description = "so many identical stations share the cases out; each has a port of its own, counted up from --port and --secure-port", DefaultValueFactory = _ => 1 };
        var mapping = new Option<string?>("--mapping") { Description = "or a JSON file that turns each action into an HTTP request of your rig; with neither, you are asked at the terminal" };
        var listen = new Option<string>("--listen") { Description = "address that the station connects to", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "port that the station connects to", DefaultValueFactory = _ => 8190 };
        var securePort = new Option<int>("--secure-port") { Description = "port that it connects to with TLS", DefaultValueFactory = _ => 8443 };
        var name = new Option<string>("--name") { Description = "the name by which it knows the lab; the lab's certificate bears it", DefaultValueFactory = _ => "localhost" };
        var connected = RunOptions.Connected();
        var password = RunOptions.PasswordFile("the station's AuthorizationKey");
        var authority = RunOptions.Authority();
        var roots = new Option<string?>("--station-roots") { Description = "PEM file: authorities beside the lab's own whose client certificates are let in" };
        var revision = RunOptions.Revision();
        var only = RunOptions.Only();
        var profiles = RunOptions.Profiles();
        var repeat = RunOptions.Repeat();
        var report = RunOptions.Report();
        var resume = RunOptions.Resume();
        var command = new Command("station", "Certifies a charging station: the lab is its CSMS.") { pics, holder, product, settings, control, mapping, parallel, listen, port, securePort, name, connected, password, authority, roots, revision, only, profiles, repeat, report, resume };
        command.SetAction(parsed => Verb.Guarded(() => LabLoop.Run(() => RunAsync(new Request(
            RunOptions.ReadPics(parsed, pics, holder, product), RunOptions.ReadSettings(parsed.GetValue(settings)), parsed.GetValue(control) ?? [], parsed.GetValue(mapping), Math.Max(1, parsed.GetValue(parallel)),
            Address(parsed.GetValue(listen)!), parsed.GetValue(port), parsed.GetValue(securePort), parsed.GetValue(name)!, parsed.GetValue(connected),
            RunOptions.ReadPassword(parsed.GetValue(password), parsed.GetValue(connected)), parsed.GetValue(authority)!, RunOptions.ReadCertificates(parsed.GetValue(roots)),
            RevisionText.Read(parsed.GetValue(revision)!), parsed.GetValue(only) ?? [],
            parsed.GetValue(profiles) ?? [], Math.Max(1, parsed.GetValue(repeat)), parsed.GetValue(report)!, parsed.GetValue(resume)), time))));
        return command;
    }

    private static async Task<int> RunAsync(Request request, TimeProvider time)
    {
        if (request.Pics.System != "station") throw new LabException("The declaration is one of a CSMS; certify it with the verb csms.");
        var facts = PicsFacts.Of(request.Pics, request.Connected, request.Password is not null);
        var plan = RunPlan.Make(Side.Station, request.Revision, request.Pics, request.Connected, request.Only, request.Profiles, StationCases.Ids, request.Password is not null);
        if (plan.Cases.Count == 0) throw new LabException("No case is left to run.");
        if (request.Parallel > 1 && Unshared(request, plan) is { } why) throw new LabException(why);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var mapped = request.Mapping is { } file && request.Control.Count < request.Parallel ? RequestMapping.Read(http, file, MappingOperator.Names) : null;
        if (request.Parallel > 1 && mapped?.WithoutThe("station") is { } blind)
            throw new LabException($"{request.Mapping}: {blind} does not say which station it is for: with --parallel {{station}}, 1 to {request.Parallel}, stands in every request.");
        var settings = request.Settings.For(request.Pics);
        var folder = new RunFolder(request.Report, request.Resume, request.Pics, request.Revision, settings, request.Connected);
        var began = time.GetUtcNow();
        using var authority = LabAuthority.In(request.Authority, time.GetUtcNow());
        var benches = new List<StationBench>();
        IReadOnlyList<CaseResult> results;
        await using (var opened = new Closing())
        {
            Console.WriteLine($"Certifying {request.Pics.Product}; {plan.Cases.Count} cases, {plan.NotRun.Count} not run. The lab's root: {request.Authority}/root.pem");
            for (var number = 0; number < request.Parallel; number++)
            {
                var path = folder.TraceFileOf(number);
                var trace = opened.Add(new RunTrace(time, new StreamWriter(path)) { Name = Path.GetFileName(path) });
                trace.Secrets.Hide(request.Password);
                trace.Begin(Side.Station, request.Revision, settings, facts, request.Connected, request.Password is not null);
                var bench = new StationBench(time, trace, settings, facts, Operator(request, mapped, number, http, time), authority, request.StationRoots);
                (bench.Door.Profile, bench.Door.Password) = (request.Connected, request.Password);
                var endpoint = opened.Add(await CsmsEndpoint.StartAsync(
                    request.Address, Port(request.Port, number), Port(request.SecurePort, number), request.Name, bench));
                Console.WriteLine($"Listening on ws://{request.Address}:{endpoint.Port}/ and wss://{request.Name}:{endpoint.SecurePort}/");
                benches.Add(bench);
            }
            // Several stations would write over each other's line.
            var live = !Console.IsOutputRedirected && request.Parallel == 1;
            results = await StationSession.RunAsync(benches, plan, request.Repeat, folder.Done, () => new Progress(Console.Out, time, live));
        }
        foreach (var other in benches.Skip(1)) benches[0].Figures.Take(other.Figures);
        return folder.Report(request.Pics, request.Revision, settings, request.Connected, plan, results, benches[0].Figures, began, time.GetUtcNow());
    }

    // 0 lets the machine choose one.
    private static int Port(int first, int number) => first == 0 ? 0 : first + number;

    private static string? Unshared(Request request, RunPlan plan) =>
        plan.Cases.Any(row => row.Raises || !row.RunsOver(request.Connected)) ? "A run that raises the security profile cannot be shared out: leave out TC_083_CS, or --parallel."
        : request.Control.Count != request.Parallel && request.Mapping is null ? $"--parallel {request.Parallel} wants --control {request.Parallel} times, or a --mapping with {{station}}: one person cannot work them all at once."
        : null;

    private static IStationOperator Operator(Request request, RequestMapping? mapped, int number, HttpClient http, TimeProvider time) =>
        request.Control.Count > number ? new ControlApiOperator(http, request.Control[number].TrimEnd('/'), time)
        : mapped is not null ? new MappingOperator(mapped, number + 1)
        : new PromptOperator(new Prompt(Console.In, Console.Out, time, TimeSpan.FromSeconds(request.Settings.LongTimeout)));

    private static IPAddress Address(string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw new LabException($"--listen wants an IP address, not \"{text}\".");

    private sealed record Request(
        Pics Pics, RunSettings Settings, IReadOnlyList<string> Control, string? Mapping, int Parallel, IPAddress Address, int Port, int SecurePort, string Name, int Connected,
        byte[]? Password, string Authority, IReadOnlyList<X509Certificate2> StationRoots, Revision Revision, IReadOnlyCollection<string> Only,
        IReadOnlyCollection<string> Profiles, int Repeat, string Report, bool Resume);
}
