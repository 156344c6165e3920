using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>Whom it lets in, what it issues, and what it keeps of what it sends.</remarks>
internal sealed partial class ModelCsms
{
    private const string Host = "model.example";
    private const string Identity = "LAB-1";

    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    // Keys of RSA take their time: made once for all models.
    private static readonly LabAuthority Authority = LabAuthority.Make(Day, "Model Root");
    private static readonly X509Certificate2 OfRsa = Authority.ForServer(Host, KeyKind.Rsa, CertificateFault.None, Day);
    private static readonly X509Certificate2 OfEc = Authority.ForServer(Host, KeyKind.Ec, CertificateFault.None, Day);
    private static readonly X509Certificate2 Misnamed = Authority.ForServer(Host, KeyKind.Ec, CertificateFault.WrongName, Day);

    private string _request = "";
    private int _profile = first.Profile;
    private int? _raising;
    private byte[]? _password = first.Password;

    public bool HasTls => true;

    /// <summary>An authority beside its own whose stations it lets in; null for none.</summary>
    public LabAuthority? Trusted { get; set; }

    /// <summary>A certificate that it lets in at profile 3.</summary>
    public static X509Certificate2 StationCertificate() => Authority.ForStation(Identity, "Ampwright Lab", CertificateFault.None, Day);

    public Task<TlsAnswer?> ShakeHandsAsync(Pass pass, int suite)
    {
        var rsa = TlsSuites.Rsa.Contains(suite);
        if (rsa && Does("speaks-no-static-rsa")) return Task.FromResult<TlsAnswer?>(null);
        var shown = Does("shows-another-name") ? Misnamed : rsa ? OfRsa : OfEc;
        return Task.FromResult<TlsAnswer?>(new TlsAnswer(Host, "Tls12", shown.ExportCertificatePem()));
    }

    public Task RaiseProfileAsync(int profile)
    {
        if (Does("accepts-everything")) return Task.CompletedTask;
        _raising = profile;
        Order("ChangeConfiguration", new JsonObject { ["key"] = "SecurityProfile", ["value"] = $"{profile}" });
        Order("Reset", new JsonObject { ["type"] = "Hard" });
        return Task.CompletedTask;
    }

    private string? Refusal(Pass pass)
    {
        if (Does("accepts-everything")) return null;
        if (pass.Profile != _profile && pass.Profile != _raising && !(Does("keeps-the-old-door") && pass.Profile < _profile)) return $"security profile {pass.Profile}";
        if (pass.Profile is 1 or 2) return Does("lets-anybody-in") || (pass.Password is { } given && given.AsSpan().SequenceEqual(_password)) ? null : "the password";
        if (pass.Profile < 3) return null;
        return pass.Certificate is { } shown && LetsIn(shown) ? null : "the certificate";
    }

    // Its own stations' certificates, and those of the lab's authority where it was told to trust it: in their time, by their name, not revoked.
    private bool LetsIn(X509Certificate2 shown)
    {
        if (Does("refuses-the-stations-certificate")) return false;
        if (Authority.Accepts(shown, [], time.GetUtcNow())) return true;
        if (Trusted is not { } lab) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(lab.Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        if (Does("lets-expired-in")) chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        if (shown.Issuer != lab.Root.Subject) return Does("lets-strangers-in");
        if (!chain.Build(shown)) return false;
        if (shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false) != Identity) return Does("lets-misnamed-in");
        var revoked = CertificateRevocationListBuilder.LoadPem(lab.RevocationList(time.GetUtcNow()), out _).RemoveEntry(shown.SerialNumberBytes.Span);
        return !revoked || Does("lets-revoked-in");
    }

    private void CameBy(int profile)
    {
        if (profile == _raising) (_profile, _raising) = (profile, null);
    }

    private JsonObject Issued()
    {
        var request = _request;
        if (Does("signs-another-key"))
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            request = new CertificateRequest($"O=Ampwright Lab, CN={Identity}", other, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        }
        using var issued = Authority.Issue(request, time.GetUtcNow())!;
        return new JsonObject { ["certificateChain"] = issued.ExportCertificatePem() };
    }

    private static bool Clears(JsonObject filter, string id, Dictionary<string, string> held) =>
        (filter["id"] is not { } named || named.ToString() == id)
        && (filter["connectorId"] is not { } connector || connector.ToString() == held["connectorId"])
        && (filter["chargingProfilePurpose"] is not { } purpose || purpose.ToString() == held["chargingProfilePurpose"]);

    // What the CSMS keeps of what it sends.
    private void Ordered(string action, JsonObject payload)
    {
        switch (action)
        {
            case "ChangeConfiguration" when payload["key"]!.ToString() == "AuthorizationKey" && !Does("forgets-passwords"):
                _password = Convert.FromHexString(payload["value"]!.ToString());
                break;
            case "InstallCertificate":
                using (var root = X509Certificate2.CreateFromPem(payload["certificate"]!.ToString()))
                    Keep(CsmsRecord.Certificate, root.SerialNumber.TrimStart('0'), ("certificateType", payload["certificateType"]!.ToString()));
                break;
            case "SendLocalList":
                foreach (var entry in payload["localAuthorizationList"]?.AsArray() ?? [])
                    Keep(CsmsRecord.LocalListEntry, entry!["idTag"]!.ToString(), ("status", entry["idTagInfo"]?["status"]?.ToString() ?? "Invalid"));
                break;
            case "SetChargingProfile":
                var profile = payload["csChargingProfiles"]!;
                Keep(
                    CsmsRecord.ChargingProfile, profile["chargingProfileId"]!.ToString(), ("connectorId", payload["connectorId"]!.ToString()),
                    ("chargingProfilePurpose", profile["chargingProfilePurpose"]!.ToString()));
                break;
            case "ClearChargingProfile" when !Does("keeps-cleared-profiles"):
                foreach (var held in _records.Where(kept => kept.Key.Item1 == CsmsRecord.ChargingProfile && Clears(payload, kept.Key.Item2, kept.Value)).Select(kept => kept.Key).ToList())
                    _records.Remove(held);
                break;
            case "DeleteCertificate" when !Does("keeps-deleted-roots"):
                _records.Remove((CsmsRecord.Certificate, payload["certificateHashData"]!["serialNumber"]!.ToString()));
                break;
        }
    }
}
