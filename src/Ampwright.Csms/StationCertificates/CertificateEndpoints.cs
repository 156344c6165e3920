using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Certificates;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.StationCertificates;

/// <summary>What stations asked to have signed, who signs it, and the roots they hold.</summary>
internal static class CertificateEndpoints
{
    private const string Pem = "application/x-pem-file";
    private static readonly Dictionary<string, CertificateRequestState> States = Enum.GetValues<CertificateRequestState>().ToDictionary(state => state.ToString());
    private static readonly Dictionary<string, CertificateIssuer> Issuers = Enum.GetValues<CertificateIssuer>().ToDictionary(issuer => issuer.ToString());

    public static void MapStationCertificates(this IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup("/certificate-requests").WithTags("certificates");
        requests.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listCertificateRequests")
            .WithSummary("List what stations asked to have signed, the newest first").Fails(422);
        requests.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getCertificateRequest").WithSummary("Read what became of a request").Fails(404);
        requests.MapGet("/{id:long}/csr", CsrAsync).Needs(Role.Operator).HonoursSites().WithName("downloadCertificateRequest")
            .WithSummary("Fetch the request for an authority of your own (PKCS#10, PEM)").Produces<string>(200, Pem).Fails(404);
        requests.MapPost("/{id:long}/chain", ChainAsync).Needs(Role.Operator).HonoursSites().WithName("uploadCertificateChain")
            .WithSummary("Bring the certificate that your authority issued").WithDescription("It is checked against the request and sent to the station with CertificateSigned.")
            .Fails(404, 409, 422);
        requests.MapPost("/{id:long}/send", SendAsync).Needs(Role.Operator).HonoursSites().WithName("sendCertificateAgain")
            .WithSummary("Send an issued certificate to the station again").Fails(404, 409, 422);
        requests.MapPost("/{id:long}/refuse", RefuseAsync).Needs(Role.Operator).HonoursSites().WithName("refuseCertificateRequest")
            .WithSummary("Do not have a request signed").Fails(404, 409);
        api.MapGet("/certificate-policy", GetPolicyAsync).Needs(Role.Viewer).WithTags("certificates").WithName("getCertificatePolicy").WithSummary("Read who signs what stations ask for");
        api.MapPut("/certificate-policy", PutPolicyAsync).Needs(Role.Owner).WithTags("certificates").WithName("putCertificatePolicy").WithSummary("Say who signs what stations ask for").Fails(422);
        api.MapGet("/certificate-authority/root", (StationAuthority authority) => TypedResults.Text(authority.RootPem(), Pem)).Needs(Role.Viewer).WithTags("certificates")
            .WithName("downloadRoot").WithSummary("Fetch the root of the installation's own authority, for InstallCertificate").Produces<string>(200, Pem);
        api.MapGet("/stations/{identity}/certificates", OfStationAsync).Needs(Role.Viewer).WithTags("certificates").WithName("listStationRoots")
            .WithSummary("List the roots that a station holds, as far as it told or agreed").WithDescription("GetInstalledCertificateIds brings it up to date.").Fails(404);
    }

    private static async Task<Ok<Page<CertificateRequestView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("Waiting, Issued, Installed, Refused or Failed")] string? state,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        CertificateRequestState? wanted = state is null ? null : errors.OneOf("state", state, States);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => CertificateRequests.List(connection, caller.Scope, station, wanted, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(CertificateRequestView.Of), most, item => item.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CertificateRequestView>> GetAsync(long id, Caller caller, Database database) =>
        TypedResults.Ok(CertificateRequestView.Of(await SeenAsync(id, caller, database)));

    private static async Task<ContentHttpResult> CsrAsync(long id, Caller caller, Database database) =>
        TypedResults.Text((await SeenAsync(id, caller, database)).Csr, Pem);

    private static async Task<Ok<CertificateRequestView>> ChainAsync(long id, ChainRequest body, Caller caller, Database database, TimeProvider time)
    {
        var request = await SeenAsync(id, caller, database);
        if (request.State is CertificateRequestState.Installed or CertificateRequestState.Refused) throw Over(request);
        if (SigningRequest.Read(request.Csr, out var asked) is { } unreadable) throw Wrong("certificateChain", $"The request itself cannot be read: {unreadable.Explanation}");
        if (CertificateChain.Read(body.CertificateChain ?? "", CertificateChain.LongestChain, out var chain) is { } broken) throw Wrong("certificateChain", broken.Explanation);
        using (chain)
        {
            // Up to the last certificate brought: whether the station knows the root above it is its own to say.
            if (ChainRules.CheckStation(chain!, [chain!.Certificates[^1]], SubjectRules.None, time.GetUtcNow(), asked!.PublicKey) is { } failure && !IsShort(chain, failure))
                throw Wrong("certificateChain", failure.Explanation);
            await WriteAsync(request, database, unit =>
            {
                CertificateRequests.Issue(unit, request, chain, caller.Label);
                AuditLog.Append(unit, caller, "certificate.issue", request.Station, $$"""{"request":{{id}}}""");
            });
        }
        return await GetAsync(id, caller, database);
    }

    private static async Task<Ok<CertificateRequestView>> SendAsync(long id, Caller caller, Database database)
    {
        var request = await SeenAsync(id, caller, database);
        if (request.Chain is not { } chain || request.State == CertificateRequestState.Installed) throw Over(request);
        await WriteAsync(request, database, unit =>
        {
            CertificateRequests.Send(unit, request, chain, caller.Label);
            AuditLog.Append(unit, caller, "certificate.send", request.Station, $$"""{"request":{{id}}}""");
        });
        return await GetAsync(id, caller, database);
    }

    private static async Task<Ok<CertificateRequestView>> RefuseAsync(long id, Caller caller, Database database)
    {
        var request = await SeenAsync(id, caller, database);
        if (request.State != CertificateRequestState.Waiting) throw Over(request);
        await database.WriteAsync(unit =>
        {
            CertificateRequests.End(unit, request, CertificateRequestState.Refused, $"refused by {caller.Label}");
            AuditLog.Append(unit, caller, "certificate.refuse", request.Station, $$"""{"request":{{id}}}""");
        });
        return await GetAsync(id, caller, database);
    }

    private static async Task<Ok<CertificatePolicyView>> GetPolicyAsync(Database database) =>
        TypedResults.Ok(CertificatePolicyView.Of(await database.ReadAsync(CertificatePolicy.Of)));

    private static async Task<Ok<CertificatePolicyView>> PutPolicyAsync(CertificatePolicyView wanted, Caller caller, Database database)
    {
        var errors = new FieldErrors();
        var issuer = errors.OneOf("issuer", wanted.Issuer, Issuers);
        if (wanted.ValidDays is not (>= 1 and <= 3650)) errors.Add("validDays", "Give 1 to 3650 days.");
        if (wanted.ChecksSubject is null) errors.Add("checksSubject", "Give true or false.");
        var organisation = errors.OptionalText("organisation", wanted.Organisation, 200);
        errors.ThrowIfAny();
        var policy = new CertificatePolicy { Issuer = issuer, ValidDays = wanted.ValidDays!.Value, ChecksSubject = wanted.ChecksSubject!.Value, Organisation = organisation };
        await database.WriteAsync(unit =>
        {
            CertificatePolicy.Put(unit, policy);
            AuditLog.Append(unit, caller, "certificate.policy", "all", $$"""{"issuer":"{{policy.Issuer}}"}""");
        });
        return TypedResults.Ok(CertificatePolicyView.Of(policy));
    }

    private static async Task<Ok<Page<InstalledCertificateView>>> OfStationAsync(string identity, StationRegistry stations, Database database)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var held = await database.ReadAsync(connection => InstalledCertificates.List(connection, station.StationId));
        return TypedResults.Ok(new Page<InstalledCertificateView>(held.ConvertAll(InstalledCertificateView.Of), null));
    }

    // A leaf alone has no issuer here to be checked by.
    private static bool IsShort(CertificateChain chain, CertificateFailure failure) => chain.Certificates.Count == 1 && failure.Fault == CertificateFault.NotTrusted;

    private static Task<bool> WriteAsync(CertificateRequestRecord request, Database database, Action<WriteUnit> write) =>
        CommandEndpoints.RefusedAsProblemsAsync(request.Station, () => database.WriteAsync(unit =>
        {
            write(unit);
            return true;
        }));

    private static ProblemException Over(CertificateRequestRecord request) =>
        Problem.Conflict("certificate-request-state", $"Request {request.RequestId} is {request.State}: this cannot be done with it now.").AsException();

    private static ProblemException Wrong(string field, string what) => Problem.Invalid(new Dictionary<string, string[]> { [field] = [what] }).AsException();

    private static async Task<CertificateRequestRecord> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => CertificateRequests.Find(connection, id)) is { } found && caller.Scope.Covers(found.SiteId)
            ? found
            : throw Problem.NotFound("certificate-request-unknown", $"There is no certificate request {id}. GET /api/v1/certificate-requests lists them.").AsException();
}
