using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>Passwords, certificates and security profiles.</remarks>
internal sealed partial class ModelStation
{
    private const string Name = "MODEL-1";

    private readonly List<(string Type, X509Certificate2 Root)> _roots = [];
    private int _profile;
    private X509Certificate2? _certificate;
    private ECDsa? _asked;
    private int? _signedUpdate;

    /// <summary>What it proves itself by in security profiles 1 and 2.</summary>
    public byte[] Password { get; private set; } = [];

    /// <summary>As it leaves the factory: it knows the lab's root and has what its profile needs.</summary>
    private void Provision()
    {
        _profile = _options.Profile;
        Password = Encoding.UTF8.GetBytes(Does("has-a-short-password") ? "short" : "sixteen-bytes-it");
        _roots.Add(("CentralSystemRootCertificate", _bench.Certificates.Authority.Root));
        if (_profile == 3) _certificate = IssuedAtFirst();
    }

    private X509Certificate2 IssuedAtFirst() => _bench.Certificates.Authority.ForStation(
        Name, "Ampwright Lab", Does("bears-another-name") ? CertificateFault.WrongName : CertificateFault.None, _time.GetUtcNow());

    // What its handshake says; null where it leaves a server that it cannot trust.
    private Handshake? Shake()
    {
        var handshake = new Handshake { Path = $"/{Name}", Subprotocols = ["ocpp1.6"] };
        if (_profile is 1 or 2) handshake = handshake with { Credentials = _bench.Door.Look(Credentials.Write(Name, Password)) };
        if (_profile < 2) return handshake;
        if (_bench.Door.Shows != CertificateFault.None && !Does("trusts-any-server")) return null;
        if (_bench.Door.Key == KeyKind.Rsa && Does("takes-no-rsa-key")) return null;
        return handshake with
        {
            TlsVersion = "Tls12",
            OfferedSuites = Does("offers-one-suite") ? [0xC02B] : [.. TlsSuites.Ec, .. TlsSuites.Rsa],
            Certificate = _profile == 3 ? _certificate!.ExportCertificatePem() : null,
        };
    }

    private string SetPassword(string key)
    {
        if (!Does("keeps-its-password")) Password = Convert.FromHexString(key);
        Later(ConnectAnew);
        return "Accepted";
    }

    private string SetProfile(int profile)
    {
        if (profile <= _profile) return Does("lowers-its-profile") ? "Accepted" : "Rejected";
        if (!Does("stays-by-the-old-profile")) _profile = profile;
        if (_profile == 3) _certificate ??= IssuedAtFirst();
        Reboot("Reboot");
        return "Accepted";
    }

    private void ConnectAnew()
    {
        Disconnect();
        Later(Reconnect);
    }

    private string AskForCertificate()
    {
        _asked = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"O=Ampwright Lab, CN={Name}", _asked, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        Later(() => Send("SignCertificate", new JsonObject { ["csr"] = request }));
        return "Accepted";
    }

    private string TakeCertificate(string chain)
    {
        var leaf = X509Certificate2.CreateFromPem(chain);
        var fits = _asked is not null && leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(_asked.ExportSubjectPublicKeyInfo()) && leaf.NotAfter.ToUniversalTime() > _time.GetUtcNow().UtcDateTime;
        if (!fits && !Does("takes-any-certificate"))
        {
            Report("InvalidChargePointCertificate");
            return "Rejected";
        }
        if (!Does("keeps-its-certificate")) _certificate = leaf;
        if (_profile == 3) Later(ConnectAnew);
        return "Accepted";
    }

    private string TakeRoot(string type, string pem)
    {
        var root = X509Certificate2.CreateFromPem(pem);
        if (root.NotAfter.ToUniversalTime() < _time.GetUtcNow().UtcDateTime && !Does("takes-any-root"))
        {
            Report("InvalidCentralSystemCertificate");
            return "Rejected";
        }
        if (!Does("forgets-roots")) _roots.Add((type, root));
        return "Accepted";
    }

    private JsonObject ListRoots(string type)
    {
        var held = _roots.Where(root => root.Type == type).Select(root => (JsonNode)HashOf(root.Root)).ToArray();
        return held.Length == 0 ? Status("NotFound") : new JsonObject { ["status"] = "Accepted", ["certificateHashData"] = new JsonArray(held) };
    }

    private string DeleteRoot(JsonObject named)
    {
        var found = _roots.FindIndex(root => JsonNode.DeepEquals(HashOf(root.Root), named));
        if (found < 0) return "NotFound";
        if (!Does("keeps-roots")) _roots.RemoveAt(found);
        return "Accepted";
    }

    // A root is its own issuer.
    private static JsonObject HashOf(X509Certificate2 root) => new()
    {
        ["hashAlgorithm"] = "SHA256",
        ["issuerNameHash"] = Convert.ToHexString(SHA256.HashData(root.SubjectName.RawData)),
        ["issuerKeyHash"] = Convert.ToHexString(SHA256.HashData(root.PublicKey.EncodedKeyValue.RawData)),
        ["serialNumber"] = root.SerialNumber,
    };

    private void Report(string type) => Later(() => Send("SecurityEventNotification", new JsonObject { ["type"] = type, ["timestamp"] = Now() }));

    private JsonObject BringLog(JsonObject asked)
    {
        BringLog(asked["requestId"]!.GetValue<int>(), new Uri(asked["log"]!["remoteLocation"]!.ToString()));
        return new JsonObject { ["status"] = "Accepted", ["filename"] = "security.log" };
    }

    private async void BringLog(int request, Uri location)
    {
        await Wait(0.01);
        Send("LogStatusNotification", Told("Uploading", request));
        await Wait(1);
        if (!Does("uploads-nothing")) _files.Take($"{location.AbsolutePath}security.log", 100, "PUT");
        Send("LogStatusNotification", Told("Uploaded", request));
    }

    private static JsonObject Told(string status, int request) => new() { ["status"] = status, ["requestId"] = request };

    private string UpdateSigned(int request, JsonObject firmware)
    {
        Install(request, firmware);
        return "Accepted";
    }

    private async void Install(int request, JsonObject firmware)
    {
        var image = _files.Find(new Uri(firmware["location"]!.ToString()).AbsolutePath)!;
        foreach (var status in new[] { "Downloading", "Downloaded" })
        {
            await Wait(1);
            Send("SignedFirmwareStatusNotification", Told(status, request));
        }
        await Wait(1);
        using var signer = X509Certificate2.CreateFromPem(firmware["signingCertificate"]!.ToString());
        using var key = signer.GetECDsaPublicKey()!;
        var right = key.VerifyData(image, Convert.FromBase64String(firmware["signature"]!.ToString()), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (!right && !Does("looks-at-no-signature"))
        {
            Send("SignedFirmwareStatusNotification", Told("InvalidSignature", request));
            return;
        }
        Send("SignedFirmwareStatusNotification", Told("SignatureVerified", request));
        await Wait(1);
        Send("SignedFirmwareStatusNotification", Told("Installing", request));
        _signedUpdate = request;
        Reboot("Reboot");
    }

    private void EndOfSignedUpdate()
    {
        if (_signedUpdate is not { } request) return;
        _signedUpdate = null;
        Report("FirmwareUpdated");
        Send("SignedFirmwareStatusNotification", Told("Installed", request));
    }
}
