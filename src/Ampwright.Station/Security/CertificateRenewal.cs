using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Product;

namespace Ampwright.Station.Security;

/// <summary>
/// Gets the station a certificate of its own: 1 make a key pair, 2 keep it, 3 ask with SignCertificate, 4 judge what CertificateSigned brings,
/// 5 keep it, 6 come back with it. Security whitepaper ed. 3, A02 and A03.
/// </summary>
/// <remarks>
/// The CSMS asks for it, or the last certificate is about to expire. A request is not repeated on silence, since the authority may take its
/// time; only after a week of it, for without a certificate the station would not come back at all.
/// </remarks>
internal sealed class CertificateRenewal
{
    /// <summary>How long before the end of a certificate the station asks for the next.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    private static readonly TimeSpan LookPeriod = TimeSpan.FromDays(1);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    private readonly StationCore _core;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly StationCertificates _certificates;
    private readonly SecurityEvents _events;
    private readonly KeyKind _kind;
    private readonly LoopTimer _look;
    private readonly LoopTimer _switch;
    private long? _asked;

    public CertificateRenewal(
        StationCore core, CsmsConnection connection, Registration registration, StationCertificates certificates, SecurityEvents events, SecurityDeclaration declared)
    {
        (_core, _connection, _registration) = (core, connection, registration);
        (_certificates, _events, _kind) = (certificates, events, declared.StationKey);
        _look = core.NewTimer(Look);
        _switch = core.NewTimer(() => ComeBackWithIt());
        registration.Ready += _ => Look();
    }

    /// <summary>Asks for a certificate with a fresh key pair; null when there is no CpoName yet, which has to stand in it (A02, A03).</summary>
    public Action? Prepare() => _core.Configuration.Text("CpoName").Length == 0 || !_registration.MaySend ? null : () => _core.Loop.Start(AskAsync);

    /// <summary>Carries out CertificateSigned.</summary>
    public CallAnswer Signed(CertificateSignedRequest request)
    {
        var failure = Judge(request.CertificateChain, out var chain);
        if (failure is not null)
        {
            _core.Trace.Note($"CertificateSigned: {failure.Explanation}");
            _events.Raise(SecurityEventType.InvalidChargePointCertificate, failure.Explanation); // A02.FR.07
            return new CallAnswer(new CertificateSignedResponse { Status = CertificateSignedStatus.Rejected });
        }
        using (chain)
        {
            _core.Memory.Record(new StationCertificateTaken(chain!.ToPem(), _core.Memory.State.Security.PendingKey!), durable: true); // 5
            _events.Raise(SecurityEventType.ReconfigurationOfSecurityParameters, $"certificate of the station: {chain.Leaf.Subject}, serial number {chain.Leaf.SerialNumber}");
            _asked = null;
            var begins = chain.Leaf.NotBefore.ToUniversalTime() - _core.Clock.Now.UtcDateTime;
            return new CallAnswer(new CertificateSignedResponse { Status = CertificateSignedStatus.Accepted }, () => _switch.Set(begins)); // 6
        }
    }

    private CertificateFailure? Judge(string pem, out CertificateChain? chain)
    {
        chain = null;
        if (_core.Memory.State.Security.PendingKey is not { } pending) return new(CertificateFault.OtherKey, "The station has not asked for a certificate.");
        if (CertificateChain.Read(pem, _core.Configuration.Number("CertificateSignedMaxChainSize"), out chain) is { } unreadable) return unreadable;
        using var key = StationKey.Read(pending);
        var cpoName = _core.Configuration.Text("CpoName");
        var rules = new SubjectRules { SerialNumber = _core.Port.Facts.SerialNumber, CpoName = cpoName.Length == 0 ? null : cpoName };
        // One that begins later is taken, and used from then on (A02).
        var begins = new DateTimeOffset(chain!.Leaf.NotBefore.ToUniversalTime());
        var instant = begins > _core.Clock.Now ? begins : _core.Clock.Now;
        return ChainRules.CheckStation(
            chain, _certificates.Roots(CertificateUse.CentralSystemRootCertificate), rules, instant, key is RSA rsa ? new PublicKey(rsa) : new PublicKey((ECDsa)key));
    }

    private async Task AskAsync()
    {
        _asked = _core.Time.GetTimestamp();

        // 1: an RSA key takes a while; the loop goes on meanwhile.
        _core.Flight?.Beside("a key pair is made");
        using var key = await Task.Run(() => SigningRequest.CreateKey(_kind));

        // 2
        _core.Memory.Record(new StationKeyMade(StationKey.Write(key)), durable: true);

        // 3
        var csr = SigningRequest.Write(key, _core.Port.Facts.SerialNumber, _core.Configuration.Text("CpoName"));
        try
        {
            var answer = await _connection.CallAsync(new SignCertificateRequest { Csr = csr });
            _core.Trace.Note($"SignCertificate: {answer.Status}");
        }
        catch (Exception failure) when (failure is TimeoutException or CallErrorException or OcppViolationException or ConnectionLostException)
        {
            _core.Trace.Note($"SignCertificate was not answered: {failure.Message}");
        }
    }

    private void Look()
    {
        _look.Set(LookPeriod);
        if (_certificates.Expiry is not { } expiry || expiry - _core.Clock.Now > Ahead) return;
        if (_asked is { } asked && _core.Time.GetElapsedTime(asked) < Patience) return;
        if (Prepare() is not { } ask) return;
        _core.Trace.Note($"the station's certificate expires on {expiry:yyyy-MM-dd}");
        ask();
    }

    private void ComeBackWithIt()
    {
        if (_core.Configuration.Number("SecurityProfile") == 3) _connection.Reconnect("a new certificate");
    }
}
