using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs.Station;

/// <summary>What the lab as a CSMS asks of a station that connects, and what it shows itself. Cases change it.</summary>
internal sealed class Door(CertificateStand certificates)
{
    private volatile int _profile;
    private Handshake? _before;
    private volatile CertificateFault _shows;
    private volatile int _key = -1;

    /// <summary>The security profile that lets a station in, 0 to 3.</summary>
    public int Profile
    {
        get => _profile;
        set => _profile = value;
    }

    /// <summary>The station's password; null where the run was told none, and any will do.</summary>
    public byte[]? Password { get; set; }

    /// <summary>The password before the one that a case has set: it still opens the door, so that a station that did not take the new one can be told so.</summary>
    public byte[]? Former { get; private set; }

    /// <summary>What is wrong with the certificate that the lab shows.</summary>
    public CertificateFault Shows
    {
        get => _shows;
        set => _shows = value;
    }

    /// <summary>The kind of key of the certificate that the lab shows; null for the one that the station's suites ask for first.</summary>
    public KeyKind? Key
    {
        get => _key < 0 ? null : (KeyKind)_key;
        set => _key = value is { } kind ? (int)kind : -1;
    }

    /// <summary>Whether a handshake asks for the station's certificate: in profile 3 alone (TC_086_CS).</summary>
    public bool AsksForCertificate => Profile == 3;

    /// <summary>What a header Authorization says.</summary>
    public Credentials? Look(string? header) => Credentials.Read(header, Password, Former);

    /// <summary>The station is told another password; until it has come back either opens the door.</summary>
    /// <param name="present">The handshake of its connection.</param>
    public void Expect(byte[] password, Handshake? present) => (Former, Password, _before) = (Password, password, present);

    /// <summary>The station has not taken it.</summary>
    public void Keep() => (Password, Former) = (Former, null);

    /// <summary>A case has ended: what it changed for itself ends, and the password that the station came back with is its password.</summary>
    public void Settle(Handshake? last)
    {
        Shows = CertificateFault.None;
        Key = null;
        if (ReferenceEquals(last, _before)) return;
        if (last?.Credentials is { Right: false, Former: true }) Password = Former;
        Former = null;
    }

    /// <summary>Why a handshake does not open the door; null where it does.</summary>
    public string? Refusal(Handshake handshake)
    {
        var secure = handshake.TlsVersion is not null;
        if (Profile >= 2 != secure && Profile > 0) return $"the lab asks for security profile {Profile}, and this came {(secure ? "with" : "without")} TLS";
        if (Profile is 1 or 2)
        {
            return handshake.Credentials switch
            {
                null => "there was no basic authentication",
                { Right: false, Former: false } => "the password is not the station's",
                var given when given.Name != handshake.Identity => $"the user is {given.Name}, the path says {handshake.Identity}",
                _ => null,
            };
        }
        return Profile < 3 ? null : handshake.Certificate is null ? "no certificate was shown" : Strange(handshake.Certificate);
    }

    private string? Strange(string pem)
    {
        using var shown = X509Certificate2.CreateFromPem(pem);
        return certificates.Accepts(shown) ? null : "the certificate is of no authority that the lab knows, or not within its time";
    }
}
