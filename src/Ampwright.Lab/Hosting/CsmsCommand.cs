using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>csms</c>: certifies a management system.</summary>
internal static class CsmsCommand
{
    public static Command Make(TimeProvider time)
    {
        var pics = new Option<string>("--pics") { Description = $"the declaration: a JSON file, or one of {string.Join(", ", PicsReader.Known)}", Required = true };
        var (holder, product) = (RunOptions.Holder(), RunOptions.Product());
        var settings = new Option<string?>("--settings") { Description = "test data as a JSON file: id tags, intervals, time-outs, tolerances" };
        var url = new Option<string?>("--url") { Description = "end point of the CSMS without the identity, such as ws://127.0.0.1:8180/ocpp" };
        var secure = new Option<string?>("--secure-url") { Description = "the same with TLS, such as wss://localhost:8443/ocpp, for security profiles 2 and 3" };
        var roots = new Option<string?>("--csms-root") { Description = "PEM file: whom the certificate of the CSMS must come from; without it, those that this computer trusts" };
        var certificate = new Option<string?>("--certificate-file") { Description = "PEM file: the station's client certificate with its key, where it comes by security profile 3" };
        var connected = RunOptions.Connected();
        var authority = RunOptions.Authority();
        var identity = new Option<string>("--identity") { Description = "identity of the lab's station", DefaultValueFactory = _ => "LAB-1" };
        var password = RunOptions.PasswordFile("the station's password for basic authentication");
        var api = new Option<string?>("--api") { Description = "who works the CSMS: the address of ours, such as http://127.0.0.1:8180; without it you are asked at the terminal" };
        var token = new Option<string?>("--api-token-file") { Description = "file with an owner's token for that API" };
        var mapping = new Option<string?>("--mapping") { Description = "or a JSON file that turns what an operator does into HTTP requests of your CSMS" };
        var register = new Option<bool>("--register") { Description = "register the lab's station first" };
        var (revision, only, profiles, repeat, report, resume) =
            (RunOptions.Revision(), RunOptions.Only(), RunOptions.Profiles(), RunOptions.Repeat(), RunOptions.Report(), RunOptions.Resume());
        var command = new Command("csms", "Certifies a management system: the lab is a charging station of it.")
        {
            pics, holder, product, settings, url, secure, roots, certificate, connected, authority, identity, password, api, token, mapping, register, revision, only, profiles, repeat,
            report, resume,
        };
        command.SetAction(parsed => Verb.Guarded(() => LabLoop.Run(() => RunAsync(
            new Request(
                RunOptions.ReadPics(parsed, pics, holder, product), RunOptions.ReadSettings(parsed.GetValue(settings)), Address(parsed.GetValue(url), "--url", "ws"), Address(parsed.GetValue(secure), "--secure-url", "wss"),
                RunOptions.ReadCertificates(parsed.GetValue(roots)), OwnCertificate(parsed.GetValue(certificate)), parsed.GetValue(connected), parsed.GetValue(authority)!,
                parsed.GetValue(identity)!, RunOptions.ReadLine(parsed.GetValue(password)), parsed.GetValue(api), RunOptions.ReadLine(parsed.GetValue(token)),
                parsed.GetValue(mapping), parsed.GetValue(register), RevisionText.Read(parsed.GetValue(revision)!), parsed.GetValue(only) ?? [], parsed.GetValue(profiles) ?? [],
                Math.Max(1, parsed.GetValue(repeat)),
                parsed.GetValue(report)!, parsed.GetValue(resume)),
            time))));
        return command;
    }

    private static async Task<int> RunAsync(Request request, TimeProvider time)
    {
        if (request.Pics.System != "csms") throw new LabException("The declaration is one of a station; certify it with the verb station.");
        var pass = PassOf(request);
        var facts = PicsFacts.Of(request.Pics, pass.Profile);
        var plan = RunPlan.Make(Side.Csms, request.Revision, request.Pics, pass.Profile, request.Only, request.Profiles, CsmsCases.Ids);
        if (plan.Cases.Count == 0) throw new LabException("No case is left to run.");
        var folder = new RunFolder(request.Report, request.Resume, request.Pics, request.Revision, request.Settings, pass.Profile);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var began = time.GetUtcNow();
        IReadOnlyList<CaseResult> results;
        CsmsBench bench;
        await using (var trace = new RunTrace(time, new StreamWriter(folder.TraceFile)) { Name = Path.GetFileName(folder.TraceFile) })
        {
            trace.Secrets.Hide(pass.Password);
            trace.Begin(Side.Csms, request.Revision, request.Settings, facts, pass.Profile, pass.Password is not null);
            using var authority = LabAuthority.In(request.Authority, time.GetUtcNow());
            await using var dialer = new WebSocketDialer(request.Url, request.SecureUrl, request.Identity, request.Roots, time, SynchronizationContext.Current!);
            bench = new CsmsBench(time, trace, request.Settings, request.Revision, facts, await OperatorAsync(request, pass.Profile, http, time), dialer, pass, authority);
            dialer.Conversation = bench.Conversation;
            Console.WriteLine($"Certifying {request.Pics.Product} at {request.Url ?? request.SecureUrl} as the station {request.Identity}; {plan.Cases.Count} cases, {plan.NotRun.Count} not run.");
            var progress = new Progress(Console.Out, time, live: !Console.IsOutputRedirected);
            results = await CsmsSession.RunAsync(bench, plan, request.Repeat, folder.Done, progress);
        }
        return folder.Report(request.Pics, request.Revision, bench.Settings, pass.Profile, plan, results, bench.Figures, began, time.GetUtcNow());
    }

    private static async Task<ICsmsOperator> OperatorAsync(Request request, int profile, HttpClient http, TimeProvider time)
    {
        ICsmsOperator by = request.Api is { } api
            ? new CsmsApiOperator(http, api, request.Token ?? throw new LabException("--api wants --api-token-file with an owner's token."), request.Identity, time)
            : request.Mapping is { } mapping ? new CsmsMappingOperator(RequestMapping.Read(http, mapping, CsmsMappingOperator.Names), request.Identity)
            : new PromptCsmsOperator(new Prompt(Console.In, Console.Out, time, TimeSpan.FromSeconds(request.Settings.LongTimeout)));
        if (!request.Register) return by;
        try
        {
            await by.RegisterAsync(profile, request.Password);
        }
        catch (OperatorException refused)
        {
            throw new LabException(refused.Message, refused);
        }
        return by;
    }

    // A password alone says profile 1, as long as nothing else is said.
    private static Pass PassOf(Request request)
    {
        var profile = request.Connected == 0 && request.Password is not null ? 1 : request.Connected;
        if (profile < 2 && request.Url is null) throw new LabException($"Security profile {profile} wants --url: the CSMS's end point without TLS.");
        if (profile >= 2 && request.SecureUrl is null) throw new LabException($"Security profile {profile} wants --secure-url: the CSMS's end point with TLS.");
        if (profile is 1 or 2 && request.Password is null) throw new LabException($"Security profile {profile} wants --password-file: by it the station proves itself.");
        if (profile == 3 && request.Certificate is null) throw new LabException("Security profile 3 wants --certificate-file: by it the station proves itself.");
        return new Pass(profile, profile < 3 && request.Password is { } password ? Credentials.PasswordOf(password) : null, request.Certificate);
    }

    private static X509Certificate2? OwnCertificate(string? file)
    {
        if (file is null) return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(file);
        }
        catch (Exception wrong) when (wrong is IOException or CryptographicException)
        {
            throw new LabException($"{file} cannot be read as a certificate with its key: {wrong.Message}", wrong);
        }
    }

    private static Uri? Address(string? text, string option, string scheme) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == scheme ? address
        : throw new LabException($"{option} wants an address that begins with {scheme}://, not \"{text}\".");

    private sealed record Request(
        Pics Pics, RunSettings Settings, Uri? Url, Uri? SecureUrl, IReadOnlyList<X509Certificate2> Roots, X509Certificate2? Certificate, int Connected,
        string Authority, string Identity, string? Password, string? Api, string? Token, string? Mapping, bool Register, Revision Revision,
        IReadOnlyCollection<string> Only, IReadOnlyCollection<string> Profiles, int Repeat, string Report, bool Resume);
}
