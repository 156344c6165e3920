using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs.Station;

/// <summary>What the lab as a CSMS asks of a station that connects, and what it shows itself. Cases change it.</summary>
internal sealed class Door(CertificateStand certificates)
{
    private volatile int _profile;
    private volatile byte[]? _password;
    private volatile byte[]? _former;
    private volatile CertificateFault _shows;

    /// <summary>The security profile that lets a station in, 0 to 3.</summary>
    public int Profile
    {
        get => _profile;
        set => _profile = value;
    }

    /// <summary>The station's password; null where the run was told none, and any will do.</summary>
    public byte[]? Password
    {
        get => _password;
        set => _password = value;
    }

    /// <summary>The password before the one that a case has set: it still opens the door, so that a station that did not take the new one can be told so.</summary>
    public byte[]? Former
    {
        get => _former;
        set => _former = value;
    }

    /// <summary>What is wrong with the certificate that the lab shows.</summary>
    public CertificateFault Shows
    {
        get => _shows;
        set => _shows = value;
    }

    /// <summary>Whether a handshake asks for the station's certificate: in profile 3 alone (TC_086_CS).</summary>
    public bool AsksForCertificate => Profile == 3;

    /// <summary>What a header Authorization says.</summary>
    public Credentials? Look(string? header) => Credentials.Read(header, Password, Former);

    /// <summary>A case has ended: what it changed for itself ends, and the password that the station came with last is its password.</summary>
    public void Settle(Credentials? last)
    {
        Shows = CertificateFault.None;
        if (last is { Right: false, Former: true }) Password = Former;
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
