using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Cases.Station;

/// <summary>Passwords, certificates and profiles of a station under test.</summary>
internal static class StationSecurity
{
    public const string ManufacturerRoot = "ManufacturerRootCertificate";
    public const string CsmsRoot = "CentralSystemRootCertificate";

    private const int LeastPassword = 16;
    private const int LongestPassword = 20;

    /// <summary>Has the station make a key and ask for a certificate (ExtendedTriggerMessage without a connector).</summary>
    /// <returns>The signing request.</returns>
    public static async Task<string> AsksForCertificate(this StationRun s)
    {
        await s.SetIfThere("CpoName", s.Settings.CpoName);
        (await s.Call("ExtendedTriggerMessage", new { requestedMessage = "SignChargePointCertificate" })).MustBe("Accepted");
        return (await s.Expect(Expected.Any("SignCertificate"), s.Settings.LongTimeout)).Text("csr") ?? "";
    }

    /// <summary>The memory state RenewChargePointCertificate: asked for, issued by the lab, sent and accepted.</summary>
    /// <returns>The public key that the station asked with.</returns>
    public static async Task<byte[]> RenewsCertificate(this StationRun s)
    {
        var request = await s.AsksForCertificate();
        using var issued = s.Certificates.Authority.Issue(request, s.Time.GetUtcNow());
        s.Check(issued is not null, "a signing request that can be read and is signed by its key", "it cannot be read, or is not");
        (await s.Call("CertificateSigned", new { certificateChain = issued!.ExportCertificatePem() })).MustBe("Accepted");
        return issued.PublicKey.ExportSubjectPublicKeyInfo();
    }

    /// <summary>InstallCertificate, which must be accepted.</summary>
    public static async Task Installs(this StationRun s, string type, X509Certificate2 root) =>
        (await s.Call("InstallCertificate", new { certificateType = type, certificate = root.ExportCertificatePem() })).MustBe("Accepted");

    /// <summary>The certificates that the station lists.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Listed(this StationRun s, string type)
    {
        var answer = (await s.Call("GetInstalledCertificateIds", new { certificateType = type })).MustBe("Accepted", "NotFound");
        return answer.Status == "Accepted" && answer.Frame.Member("certificateHashData") is { ValueKind: JsonValueKind.Array } data ? [.. data.EnumerateArray()] : [];
    }

    /// <summary>The entry that names the root by the lab's own reckoning; null where there is none.</summary>
    public static JsonElement? EntryOf(IReadOnlyList<JsonElement> listed, X509Certificate2 root) => listed
        .Where(entry => entry.TryGetProperty("hashAlgorithm", out var algorithm) && CertificateHash.Of(root, root, algorithm.GetString()!).IsNamedBy(entry))
        .Select(entry => (JsonElement?)entry).FirstOrDefault();

    /// <summary>TC_075: the root is installed and listed.</summary>
    public static async Task InstallsAndLists(this StationRun s, string type)
    {
        using var root = s.Certificates.NewRoot("Ampwright Lab Second Root");
        await s.Installs(type, root);
        var listed = await s.Listed(type);
        var wanted = CertificateHash.Of(root, root, s.Settings.HashAlgorithm).ToJson().ToJsonString();
        s.Check(EntryOf(listed, root) is not null, $"certificateHashData of the root, as {wanted}", $"it lists {string.Join(", ", listed.Select(entry => entry.GetRawText()))}");
        await s.Deleted(root, listed);
    }

    /// <summary>What a case installed goes, so that the store does not fill up.</summary>
    public static async Task Deleted(this StationRun s, X509Certificate2 root, IReadOnlyList<JsonElement> listed)
    {
        if (EntryOf(listed, root) is { } entry) await s.Call("DeleteCertificate", new { certificateHashData = entry });
    }

    /// <summary>The lab's root is installed for the use, where the station does not list it yet.</summary>
    public static async Task KnowsTheLab(this StationRun s, string type)
    {
        using var root = s.Certificates.OwnRoot();
        if (EntryOf(await s.Listed(type), root) is null) await s.Installs(type, root);
    }

    /// <summary>Hard reset, accepted, and the station goes down.</summary>
    public static async Task ResetsHard(this StationRun s)
    {
        (await s.Call("Reset", new { type = "Hard" })).MustBe("Accepted");
        await s.ExpectGone();
    }

    /// <summary>Hard reset, and the handshake of the connection that follows; then it boots.</summary>
    public static async Task<Handshake> ConnectsAnew(this StationRun s)
    {
        await s.ResetsHard();
        return await s.ExpectConnection();
    }

    /// <summary>A new AuthorizationKey, accepted and used: the station comes back with it.</summary>
    /// <param name="key">In hexadecimal digits.</param>
    public static async Task TakesPassword(this StationRun s, string key)
    {
        // Before the station may know it: it may come back at once.
        s.Door.Expect(Convert.FromHexString(key), s.Line.Handshake);
        var answer = await s.Call("ChangeConfiguration", new { key = "AuthorizationKey", value = key });
        if (answer.Status != "Accepted") s.Door.Keep();
        answer.MustBe("Accepted");
        var handshake = await s.ExpectConnection();
        s.Check(handshake.Credentials is { Right: true }, "the new password in the handshake", handshake.Credentials is null ? "there was none" : "it was the old one");
    }

    /// <summary>Security profile 1: the password that the run knows, then the profile; the station comes back by it.</summary>
    public static async Task ComesByPassword(this StationRun s)
    {
        var key = Convert.ToHexString(s.Door.Password!);
        (await s.Call("ChangeConfiguration", new { key = "AuthorizationKey", value = key })).MustBe("Accepted");
        // Some connect anew for it.
        await s.Settle(2, s.Settings.TriggeredTimeout);
        if (!s.Line.Connected) await s.ExpectConnection();
        s.Door.Profile = 1;
        var answer = (await s.Call("ChangeConfiguration", new { key = "SecurityProfile", value = "1" })).MustBe("Accepted", "RebootRequired");
        if (answer.Status == "RebootRequired" || !await s.GoesDownByItself()) await s.ResetsHard();
        await s.ExpectConnection();
        await s.Booted();
    }

    /// <summary>
    /// Beyond the case: the station must leave a CSMS whose certificate it cannot trust (whitepaper A00.FR.307 to .310). The test case document
    /// shows it valid ones alone, so that what is found here is a remark.
    /// </summary>
    public static async Task IsLeftFor(this StationRun s, CertificateFault fault)
    {
        s.Door.Shows = fault;
        s.Line.Hang();
        var outside = await s.StaysOutside($"the lab shows a certificate with the fault {fault}");
        s.Door.Shows = CertificateFault.None;
        if (outside == true)
        {
            await s.ExpectConnection();
            return;
        }
        s.Remark($"Beyond the case: with the fault {fault} in the lab's certificate the station {(outside is null ? "did not try to connect" : "connected, which A00.FR.307 to .310 forbid")}.");
        if (!s.Line.Connected) await s.ExpectConnection();
    }

    /// <summary>
    /// Beyond the case: one that offers suites of both kinds of key is shown an RSA certificate as well. Of the text's two pairs of suites it has to
    /// have one alone, so that what is found here is a remark.
    /// </summary>
    public static async Task IsShownRsaToo(this StationRun s, Handshake handshake)
    {
        var offered = handshake.OfferedSuites;
        if (!offered.Any(TlsSuites.Ec.Contains) || !offered.Any(suite => TlsSuites.Rsa.Contains(suite) || TlsSuites.EcdheRsa.Contains(suite))) return;
        s.Door.Key = KeyKind.Rsa;
        s.Line.Hang();
        var cameIn = await s.TriesToConnect("connects where the lab shows an RSA certificate");
        s.Door.Key = null;
        if (cameIn == true) return;
        s.Remark($"Beyond the case: the station offers RSA suites, and where the lab shows an RSA certificate it {(cameIn is null ? "did not try to connect" : "does not connect")}.");
        await s.ExpectConnection();
    }

    /// <summary>TC_085: user and password as the whitepaper wants them (A00.FR.204, .205).</summary>
    public static void ProvesItselfByPassword(this StationRun s, Handshake handshake)
    {
        var given = handshake.Credentials;
        s.CheckAndGoOn(given is not null, "a header Authorization: Basic", "there is none");
        if (given is null) return;
        s.CheckAndGoOn(given.Name == handshake.Identity, $"the user {handshake.Identity}, as the last part of the URL", $"it is {given.Name}");
        s.CheckAndGoOn(given.Bytes is >= LeastPassword and <= LongestPassword, $"a password of {LeastPassword} to {LongestPassword} bytes", $"it has {given.Bytes}");
        s.CheckAndGoOn(given.Right, "the station's password", "it is another one");
    }

    /// <summary>TC_086: TLS 1.2 or newer, and both suites of one kind of key (whitepaper A00.FR.317, .318).</summary>
    public static void SpeaksTls(this StationRun s, Handshake handshake)
    {
        s.CheckAndGoOn(handshake.TlsVersion is "Tls12" or "Tls13", "TLS 1.2 or newer", handshake.TlsVersion ?? "there is no TLS");
        var curve = TlsSuites.Ec.All(handshake.OfferedSuites.Contains);
        var rsa = TlsSuites.Rsa.All(handshake.OfferedSuites.Contains);
        s.CheckAndGoOn(
            curve || rsa,
            $"a ClientHello that offers {string.Join(" and ", TlsSuites.Ec.Select(TlsSuites.Name))}, or {string.Join(" and ", TlsSuites.Rsa.Select(TlsSuites.Name))}",
            $"it offers {string.Join(", ", handshake.OfferedSuites.Select(TlsSuites.Name))}");
    }

    /// <summary>SignedUpdateFirmware of the configured image.</summary>
    /// <param name="spoilt">Whether the signature is one of another image.</param>
    public static async Task SignedUpdate(this StationRun s, bool spoilt)
    {
        var image = s.Image(good: true);
        var (certificate, signature) = Signature(s, image);
        if (spoilt) signature = Spoilt(signature);
        var location = s.Files.Offer("firmware.bin", image);
        (await s.Call("SignedUpdateFirmware", new
        {
            requestId = s.NextRequest(),
            firmware = new { location, retrieveDateTime = s.Now(), signingCertificate = certificate, signature },
        })).MustBe("Accepted");
    }

    /// <summary>Before a signed update: whoever signs is of a manufacturer that the station knows.</summary>
    public static async Task KnowsTheSigner(this StationRun s)
    {
        if (s.Settings.SigningCertificate is null) await s.KnowsTheLab(ManufacturerRoot);
    }

    private static (string Certificate, string Signature) Signature(StationRun s, byte[] image)
    {
        if (s.Settings is not { SigningCertificate: { } certificate, FirmwareSignature: { } signature }) return s.Certificates.Sign(image);
        try
        {
            return (Encoding.UTF8.GetString(s.Files.Read(certificate)), Encoding.UTF8.GetString(s.Files.Read(signature)).Trim());
        }
        catch (IOException missing)
        {
            throw new OperatorException($"Signing certificate or signature cannot be read: {missing.Message}", missing);
        }
    }

    // Still base64, and of nothing.
    private static string Spoilt(string signature)
    {
        var bytes = Convert.FromBase64String(signature);
        bytes[bytes.Length / 2] ^= 0x55;
        return Convert.ToBase64String(bytes);
    }
}
