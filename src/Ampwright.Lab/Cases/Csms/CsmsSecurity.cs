using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Cases.Csms;

/// <summary>Passwords, certificates and profiles, and what the lab's station makes of them.</summary>
internal static class CsmsSecurity
{
    public const string ManufacturerRoot = "ManufacturerRootCertificate";
    public const string CsmsRoot = "CentralSystemRootCertificate";

    private static readonly byte[] Image = Encoding.UTF8.GetBytes("an image of the lab's station");

    /// <summary>A trigger without a connector, a new key pair, a request that is accepted, and the certificate.</summary>
    /// <param name="status">What the lab's station says to the certificate.</param>
    /// <returns>The chain that came, with the public key (PEM) that was asked with, and the pair itself.</returns>
    public static async Task<(Frame Signed, string Public, ECDsa Key)> AsksForCertificate(this CsmsRun s, string status)
    {
        s.HasOnly(
            await s.Commanded("ExtendedTriggerMessage", new { requestedMessage = "SignChargePointCertificate" }),
            ("requestedMessage", "SignChargePointCertificate"));
        var (key, asked) = s.Certificates.NewKey();
        (await s.Send("SignCertificate", new { csr = Request(s, key) })).MustBe("Accepted");
        return (await s.Commanded("CertificateSigned", new { }, status), asked, key);
    }

    /// <summary>The memory state RenewChargePointCertificate: the lab's station holds a certificate of the CSMS's.</summary>
    public static async Task<X509Certificate2> RenewsCertificate(this CsmsRun s)
    {
        var (signed, asked, key) = await s.AsksForCertificate("Accepted");
        var leaf = First(s, signed);
        s.Check(leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(Bytes(asked)), "a certificate of the key that was asked with", "it is of another key", signed);
        if (s.Newest)
        {
            var wrong = KeyRules.Wrong(leaf, s.Identity);
            s.Check(wrong is null, "a certificate whose key is long enough, with a serial number and the station's as common name", wrong ?? "", signed);
        }
        // In a run that is judged again there is no private key to it.
        return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(Bytes(asked)) ? leaf.CopyWithPrivateKey(key) : leaf;
    }

    /// <summary>InstallCertificate as ordered.</summary>
    public static async Task Installs(this CsmsRun s, string type, X509Certificate2 root, string status = "Accepted")
    {
        var call = await s.Commanded("InstallCertificate", new { certificateType = type, certificate = root.ExportCertificatePem() }, status);
        s.Has(call, ("certificateType", type));
        s.Check(Same(call.Text("certificate"), root), "the root as configured", "it is another one", call);
        if (status == "Accepted") s.Roots.Add((type, root));
    }

    /// <summary>GetInstalledCertificateIds as ordered, answered with what the lab's station holds.</summary>
    public static async Task Lists(this CsmsRun s, string type, string algorithm) => s.Has(
        await s.Commanded("GetInstalledCertificateIds", new { certificateType = type }, call => Held(s, call.Text("certificateType"), algorithm)),
        ("certificateType", type));

    /// <summary>TC_075: installed, listed, and shown by the CSMS.</summary>
    public static async Task InstallsAndLists(this CsmsRun s, string type)
    {
        var root = s.Certificates.NewRoot("Ampwright Lab Second Root");
        await s.Installs(type, root);
        await s.Lists(type, s.Settings.HashAlgorithm);
        await s.Shows(CsmsRecord.Certificate, Serial(root), ("certificateType", type));
        await s.StillAnswers();
        s.Roots.RemoveAll(held => held.Root == root);
    }

    /// <summary>TC_076: installed, listed with hashes of the algorithm, deleted by them.</summary>
    public static async Task InstallsAndDeletes(this CsmsRun s, string algorithm)
    {
        var root = s.Certificates.NewRoot("Ampwright Lab Root To Delete");
        await s.Installs(CsmsRoot, root);
        await s.Lists(CsmsRoot, algorithm);
        await s.Shows(CsmsRecord.Certificate, Serial(root), ("certificateType", CsmsRoot));
        var hash = CertificateHash.Of(root, root, algorithm);
        var call = await s.Commanded("DeleteCertificate", new JsonObject { ["certificateHashData"] = hash.ToJson() });
        s.Check(
            call.Member("certificateHashData") is { } named && hash.IsNamedBy(named),
            $"certificateHashData {hash.ToJson().ToJsonString()}",
            $"it is {call.Member("certificateHashData")?.GetRawText() ?? "missing"}",
            call);
        s.Roots.RemoveAll(held => held.Root == root);
        await s.ShowsNoMore(CsmsRecord.Certificate, Serial(root));
        await s.StillAnswers();
    }

    /// <summary>The lab's station tells a security event, and the CSMS keeps it.</summary>
    public static async Task Reports(this CsmsRun s, string type)
    {
        await s.Send("SecurityEventNotification", new { type, timestamp = s.Now() });
        await s.Shows(CsmsRecord.SecurityEvent, type, ("type", type));
    }

    /// <summary>SignedUpdateFirmware as ordered, and its statuses, the last of them kept.</summary>
    public static async Task UpdatesSignedFirmware(this CsmsRun s, bool spoilt, params string[] statuses)
    {
        const string location = "http://files.example/firmware.bin";
        var (certificate, right) = s.Certificates.Sign(Image);
        var signature = spoilt ? Convert.ToBase64String(SHA512.HashData(Convert.FromBase64String(right))) : right;
        var call = await s.Commanded("SignedUpdateFirmware", new
        {
            requestId = s.NextRequest(),
            firmware = new { location, retrieveDateTime = s.Now(), signingCertificate = certificate, signature },
        });
        var firmware = call.Member("firmware") ?? default;
        s.Check(Text(firmware, "location") == location, $"the location {location}", $"it is {Text(firmware, "location") ?? "missing"}", call);
        if (!spoilt)
        {
            s.Check(Text(firmware, "signature") == signature, "the signature as configured", $"it is {Text(firmware, "signature") ?? "missing"}", call);
            using var signer = X509Certificate2.CreateFromPem(certificate);
            s.Check(Same(Text(firmware, "signingCertificate"), signer), "the signing certificate as configured", "it is another one", call);
        }
        var requestId = call.Number32("requestId");
        foreach (var status in statuses)
        {
            if (status == "Installing") await s.AllTell("Unavailable");
            if (status == "Installed")
            {
                await s.Boots(doubtful: true);
                await s.Reports("FirmwareUpdated");
            }
            await s.Send("SignedFirmwareStatusNotification", new { status, requestId });
        }
        await s.Shows(CsmsRecord.FirmwareUpdate, "newest", ("status", statuses[^1]));
    }

    /// <summary>TC_086: each of the four suites, and the certificates shown with them (whitepaper A00.FR.317).</summary>
    public static async Task SpeaksTls(this CsmsRun s)
    {
        s.NeedsTls();
        foreach (var suite in TlsSuites.Ec.Concat(TlsSuites.Rsa))
        {
            var answer = await s.ShakesHands(suite);
            s.CheckAndGoOn(answer is not null, $"a handshake with {TlsSuites.Name(suite)}", "there was none");
            if (answer is null) continue;
            s.CheckAndGoOn(answer.Version is "Tls12" or "Tls13", "TLS 1.2 or newer", answer.Version);
            using var shown = X509Certificate2.CreateFromPem(answer.Certificate);
            var wrong = KeyRules.Wrong(shown, answer.Host);
            s.CheckAndGoOn(wrong is null, $"with {TlsSuites.Name(suite)} a certificate whose key is long enough, with a serial number and the common name {answer.Host}", wrong ?? "");
        }
    }

    /// <exception cref="OperatorException">The run was told no end point with TLS: the case is inconclusive.</exception>
    public static void NeedsTls(this CsmsRun s)
    {
        if (!s.HasTls) throw new OperatorException("The run was told no end point with TLS: --secure-url.");
    }

    /// <summary>
    /// Beyond the case: client certificates that prove nothing must not open the door (whitepaper A00.FR.401 to .412). Those of the lab's own
    /// authority are tried where the CSMS trusts its root. What is found here is a remark.
    /// </summary>
    public static async Task TurnsFalseCertificatesAway(this CsmsRun s)
    {
        var now = s.Time.GetUtcNow();
        using var stranger = LabAuthority.Make(now, "Somebody Else");
        await Tried(s, stranger, CertificateFault.OtherAuthority);
        using var valid = s.Certificates.Authority.ForStation(s.Identity, s.Settings.CpoName, CertificateFault.None, now);
        if (!await s.OpensTheDoor(new Pass(3, null, valid), "with a valid certificate of the lab's authority"))
        {
            s.Remark("Beyond the case: expired, revoked and misnamed client certificates were not tried; the CSMS does not trust the root of the lab's authority.");
            return;
        }
        foreach (var fault in new[] { CertificateFault.Expired, CertificateFault.WrongName, CertificateFault.Revoked }) await Tried(s, s.Certificates.Authority, fault);
    }

    private static async Task Tried(CsmsRun s, LabAuthority authority, CertificateFault fault)
    {
        using var shown = authority.ForStation(s.Identity, s.Settings.CpoName, fault, s.Time.GetUtcNow());
        if (await s.OpensTheDoor(new Pass(3, null, shown), $"with a client certificate with the fault {fault}"))
            s.Remark($"Beyond the case: a client certificate with the fault {fault} opened the door.");
    }

    private static JsonObject Held(CsmsRun s, string? type, string algorithm)
    {
        var held = s.Roots.Where(root => root.Type == type).Select(root => (JsonNode)CertificateHash.Of(root.Root, root.Root, algorithm).ToJson()).ToArray();
        return held.Length == 0
            ? new JsonObject { ["status"] = "NotFound" }
            : new JsonObject { ["status"] = "Accepted", ["certificateHashData"] = new JsonArray(held) };
    }

    private static string Request(CsmsRun s, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(s.Settings.CpoName);
        subject.AddCommonName(s.Identity);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
    }

    private static X509Certificate2 First(CsmsRun s, Frame signed)
    {
        try
        {
            return X509Certificate2.CreateFromPem(signed.Text("certificateChain"));
        }
        catch (CryptographicException unreadable)
        {
            s.Check(false, "a chain of certificates in PEM", unreadable.Message, signed);
            throw;
        }
    }

    private static bool Same(string? pem, X509Certificate2 certificate)
    {
        try
        {
            using var read = X509Certificate2.CreateFromPem(pem);
            return read.RawData.AsSpan().SequenceEqual(certificate.RawData);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Bytes(string publicKey) => PublicKeyOf(publicKey).ExportSubjectPublicKeyInfo();

    private static ECDsa PublicKeyOf(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static string Serial(X509Certificate2 certificate) => certificate.SerialNumber.TrimStart('0');

    private static string? Text(JsonElement parent, string member) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
