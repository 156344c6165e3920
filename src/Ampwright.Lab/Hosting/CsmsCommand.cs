using System.CommandLine;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>csms</c>: certifies a management system.</summary>
internal static class CsmsCommand
{
    public static Command Make(TimeProvider time)
    {
        var pics = new Option<string>("--pics") { Description = $"the declaration: a JSON file, or one of {string.Join(", ", PicsReader.Known)}", Required = true };
        var settings = new Option<string?>("--settings") { Description = "test data as a JSON file: id tags, intervals, time-outs, tolerances" };
        var url = new Option<string>("--url") { Description = "end point of the CSMS without the identity, such as ws://127.0.0.1:8180/ocpp", Required = true };
        var identity = new Option<string>("--identity") { Description = "identity of the lab's station", DefaultValueFactory = _ => "LAB-1" };
        var password = new Option<string?>("--password-file") { Description = "file with the station's password for basic authentication" };
        var api = new Option<string?>("--api") { Description = "who works the CSMS: the address of ours, such as http://127.0.0.1:8180; without it you are asked at the terminal" };
        var token = new Option<string?>("--api-token-file") { Description = "file with an owner's token for that API" };
        var mapping = new Option<string?>("--mapping") { Description = "or a JSON file that turns what an operator does into HTTP requests of your CSMS" };
        var register = new Option<bool>("--register") { Description = "register the lab's station first" };
        var (revision, only, profiles, repeat, report, resume) =
            (RunOptions.Revision(), RunOptions.Only(), RunOptions.Profiles(), RunOptions.Repeat(), RunOptions.Report(), RunOptions.Resume());
        var command = new Command("csms", "Certifies a management system: the lab is a charging station of it.")
        {
            pics, settings, url, identity, password, api, token, mapping, register, revision, only, profiles, repeat, report, resume,
        };
        command.SetAction(parsed => Verb.Guarded(() => LabLoop.Run(() => RunAsync(
            new Request(
                PicsReader.Read(parsed.GetValue(pics)!), RunOptions.ReadSettings(parsed.GetValue(settings)), Address(parsed.GetValue(url)!), parsed.GetValue(identity)!,
                ReadLine(parsed.GetValue(password)), parsed.GetValue(api), ReadLine(parsed.GetValue(token)), parsed.GetValue(mapping), parsed.GetValue(register),
                RevisionText.Read(parsed.GetValue(revision)!), parsed.GetValue(only) ?? [], parsed.GetValue(profiles) ?? [], Math.Max(1, parsed.GetValue(repeat)),
                parsed.GetValue(report)!, parsed.GetValue(resume)),
            time))));
        return command;
    }

    private static async Task<int> RunAsync(Request request, TimeProvider time)
    {
        if (request.Pics.System != "csms") throw new LabException("The declaration is one of a station; certify it with the verb station.");
        var connected = request.Password is null ? 0 : 1;
        var facts = PicsFacts.Of(request.Pics, connected);
        var plan = RunPlan.Make(Side.Csms, request.Revision, facts, request.Only, request.Profiles, CsmsCases.Ids);
        if (plan.Cases.Count == 0) throw new LabException("No case is left to run.");
        var folder = new RunFolder(request.Report, request.Resume);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var began = time.GetUtcNow();
        IReadOnlyList<CaseResult> results;
        CsmsBench bench;
        using (var file = new StreamWriter(folder.TraceFile))
        {
            var trace = new RunTrace(time, file);
            trace.Begin(Side.Csms, request.Revision, request.Settings, facts);
            await using var dialer = new WebSocketDialer(request.Url, request.Identity, request.Password, SynchronizationContext.Current!);
            bench = new CsmsBench(time, trace, request.Settings, request.Revision, facts, await OperatorAsync(request, http, time), dialer);
            dialer.Conversation = bench.Conversation;
            Console.WriteLine($"Certifying {request.Pics.Product} at {request.Url} as the station {request.Identity}; {plan.Cases.Count} cases, {plan.NotRun.Count} not run.");
            var progress = new Progress(Console.Out, time, live: !Console.IsOutputRedirected);
            results = await CsmsSession.RunAsync(bench, plan, request.Repeat, folder.Done, progress);
        }
        return folder.Report(request.Pics, request.Revision, bench.Settings, connected, plan, results, bench.Figures, began, time.GetUtcNow());
    }

    private static async Task<ICsmsOperator> OperatorAsync(Request request, HttpClient http, TimeProvider time)
    {
        ICsmsOperator by = request.Api is { } api ? new CsmsApiOperator(http, api, request.Token ?? throw new LabException("--api wants --api-token-file with an owner's token."), request.Identity)
            : request.Mapping is { } mapping ? new CsmsMappingOperator(RequestMapping.Read(http, mapping, CsmsMappingOperator.Names), request.Identity)
            : new PromptCsmsOperator(new Prompt(Console.In, Console.Out, time, TimeSpan.FromSeconds(request.Settings.LongTimeout)));
        if (!request.Register) return by;
        try
        {
            await by.RegisterAsync(request.Password ?? throw new LabException("--register wants --password-file: the password that the station is to have."));
        }
        catch (OperatorException refused)
        {
            throw new LabException(refused.Message, refused);
        }
        return by;
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "ws" or "wss"
            ? address
            : throw new LabException($"--url wants an address that begins with ws:// or wss://, not \"{text}\".");

    private static string? ReadLine(string? file)
    {
        if (file is null) return null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (IOException missing)
        {
            throw new LabException($"{file} cannot be read: {missing.Message}", missing);
        }
    }

    private sealed record Request(
        Pics Pics, RunSettings Settings, Uri Url, string Identity, string? Password, string? Api, string? Token, string? Mapping, bool Register, Revision Revision,
        IReadOnlyCollection<string> Only, IReadOnlyCollection<string> Profiles, int Repeat, string Report, bool Resume);
}
