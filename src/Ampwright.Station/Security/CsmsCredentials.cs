using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Security;

/// <summary>
/// How the station proves itself to the CSMS, and the CSMS to it: by security profile, password and certificates. What was replaced is kept until
/// the CSMS has taken the new: a new password that is refused makes room for the old one in turn (security whitepaper ed. 3, A01), a higher
/// profile with which no connection comes about is given up (A05.FR.08). A profile that was proven once is never left again (A00.FR.005).
/// </summary>
/// <remarks>
/// <code>
///            change                     connected
/// proven ───────────► replaced ──────────────────────► proven
///    ▲                   │ password refused: the old one in turn
///    └───────────────────┘ connected with the old password; or no connection with the new profile
/// </code>
/// </remarks>
internal sealed class CsmsCredentials(StationCore core, StationCertificates certificates, Registration registration, SecurityEvents events)
{
    /// <summary>
    /// Attempts with a new profile before the old one is used again, about four minutes: whoever cuts the line for a moment must not be able to
    /// bring the station down.
    /// </summary>
    public const int AttemptsWithNewProfile = 6;

    private bool _usesOldKey;
    private bool _usesOldCertificate;
    private int _attempts;
    private NetworkFault? _lastFault;
    private ServerTrust? _trust;

    /// <summary>The security profile in use, 0 to 3.</summary>
    public int Profile => core.Configuration.Number("SecurityProfile");

    /// <summary>The endpoint behind TLS; null = none is known.</summary>
    public Uri? SecureEndpoint => core.Options.SecureEndpoint ?? (core.Options.Endpoint.Scheme == "wss" ? core.Options.Endpoint : null);

    /// <summary>The CSMS's root by which the present connection was proven, as a SHA-256 thumbprint; null = by none of ours.</summary>
    public string? ProvenBy { get; private set; }

    /// <summary>The present password: a key the CSMS has set, else the one from the start.</summary>
    public ReadOnlyMemory<byte>? Password => PasswordOf(core.Configuration.TextOrNull("AuthorizationKey"));

    /// <summary>What the next attempt to connect is made with.</summary>
    public LinkRequest Request(IPeerObserver observer)
    {
        var endpoint = Profile < 2 ? core.Options.Endpoint : SecureEndpoint ?? new UriBuilder(core.Options.Endpoint) { Scheme = "wss" }.Uri;
        var roots = certificates.Roots(CertificateUse.CentralSystemRootCertificate);
        // Without a security profile and without a root of its own the station trusts behind TLS whom its system trusts.
        _trust = endpoint.Scheme == "wss" && (Profile >= 2 || roots.Count > 0) ? new ServerTrust(roots, ClockNow) : null;
        var key = _usesOldKey ? core.Memory.State.Security.KeyBefore : core.Configuration.TextOrNull("AuthorizationKey");
        return new LinkRequest(
            endpoint, core.Options.Identity, Profile == 3 ? null : PasswordOf(key), core.Configuration.Seconds("WebSocketPingInterval"), observer)
        {
            Trust = _trust,
            Certificate = Profile == 3 ? certificates.Own(_usesOldCertificate) : null,
        };

        DateTimeOffset ClockNow() => core.Clock.Now;
    }

    /// <summary>A connection came about: what was used for it holds.</summary>
    public void OnUp()
    {
        ProvenBy = _trust?.ProvenBy is { } root ? StationCertificates.Thumbprint(root) : null;
        (_attempts, _lastFault) = (0, null);
        var (key, profile) = (core.Memory.State.Security.KeyBefore, core.Memory.State.Security.ProfileBefore);
        if (_usesOldKey && key is not null)
        {
            GiveUp("AuthorizationKey", key, "the CSMS takes only the password before");
            key = null;
        }
        _usesOldKey = false;
        if (key is not null || profile is not null) core.Memory.Record(new CredentialsSettled(Key: true, Profile: true), durable: true);
        if (profile is not null) registration.StartOver(); // TC_083: whoever comes with another profile tells anew who it is.
    }

    /// <summary>An attempt failed: tells security from other reasons, and chooses what to use next.</summary>
    public void OnFailed(NetworkException why)
    {
        if (why.Fault != _lastFault) Report(why);
        _lastFault = why.Fault;
        if (core.Memory.State.Security.KeyBefore is not null && why.Fault == NetworkFault.Refused && Profile < 3) _usesOldKey = !_usesOldKey;
        // A CSMS that does not take the new certificate may still take the one before: it is kept for about a month (A02).
        if (why.Fault == NetworkFault.ClientCertificate) _usesOldCertificate = !_usesOldCertificate;
        if (core.Memory.State.Security.ProfileBefore is not { } before || ++_attempts < AttemptsWithNewProfile) return;
        _attempts = 0;
        GiveUp("SecurityProfile", before, $"no connection with security profile {Profile}");
    }

    private void GiveUp(string name, string before, string why)
    {
        core.Trace.Note($"{name} goes back to what it was: {why}");
        core.Configuration.SetOwn(name, before);
        core.Memory.Record(new CredentialsSettled(name == "AuthorizationKey", name == "SecurityProfile"), durable: true);
        events.Raise(SecurityEventType.ReconfigurationOfSecurityParameters, $"{name} went back: {why}");
    }

    private void Report(NetworkException why)
    {
        switch (why.Fault)
        {
            case NetworkFault.Refused or NetworkFault.ClientCertificate:
                events.Raise(SecurityEventType.FailedToAuthenticateAtCentralSystem, why.Message);
                break;
            case NetworkFault.ServerCertificate:
                events.Raise(SecurityEventType.InvalidCentralSystemCertificate, why.Message); // A00.FR.309
                break;
            case NetworkFault.OtherProfile:
                events.Raise(SecurityEventType.CentralSystemFailedToAuthenticate, why.Message);
                break;
            case NetworkFault.TlsVersion:
                events.Raise(SecurityEventType.InvalidTLSVersion, why.Message); // A00.FR.315
                break;
            case NetworkFault.TlsCipherSuite:
                events.Raise(SecurityEventType.InvalidTLSCipherSuite, why.Message); // A00.FR.322
                break;
            default:
                break;
        }
    }

    private ReadOnlyMemory<byte>? PasswordOf(string? key) => string.IsNullOrEmpty(key) ? core.Options.Password : Convert.FromHexString(key);
}
