using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Files;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Product;
using Ampwright.Station.RemoteTrigger;

namespace Ampwright.Station.Security;

/// <summary>The security extension of one station, put together. Security whitepaper ed. 3.</summary>
internal sealed class StationSecurity
{
    private readonly StationCore _core;
    private readonly CsmsCredentials _credentials;
    private readonly WatchedLink _watched;

    private readonly CertificateCalls? _calls;
    private readonly CertificateRenewal? _renewal;

    public StationSecurity(StationCore core, CsmsConnection connection, Registration registration, ProductProfile product)
    {
        _core = core;
        Events = new SecurityEvents(core, connection, registration);
        Certificates = new StationCertificates(core);
        FirmwareSigners = new FirmwareSigners(core, Certificates);
        _credentials = new CsmsCredentials(core, Certificates, registration, Events);
        Keys = new SecurityKeys(core, connection, _credentials, Certificates, Events);
        _watched = new WatchedLink(core.Loop, core.Trace, Events, core.Flight);
        connection.Up += _credentials.OnUp;
        connection.Failed += _credentials.OnFailed;
        if (product.Security is { } declared)
        {
            _calls = new CertificateCalls(core, Certificates, _credentials, Events, product.Answers);
            _renewal = new CertificateRenewal(core, connection, registration, Certificates, Events, declared);
            connection.Up += _calls.OnProven;
        }
        core.Clock.Stepped += step =>
        {
            if (step.Duration() >= StationClock.Tolerance) Events.Raise(SecurityEventType.SettingSystemTime, $"moved by {step.TotalSeconds:0.###} s");
        };
    }

    public SecurityEvents Events { get; }

    /// <summary>What no CSMS should send has come. Safe from any thread.</summary>
    public void Suspect(SecurityEventType type, string techInfo) => _watched.Raise(type, techInfo);

    public StationCertificates Certificates { get; }

    public FirmwareSigners FirmwareSigners { get; }

    public SecurityKeys Keys { get; }

    /// <summary>TLS towards file servers, with the roots there are now.</summary>
    public FileTls FileTls() => new(Certificates.Roots(CertificateUse.CentralSystemRootCertificate), () => _core.Clock.Now);

    /// <summary>What the next attempt to connect is made with.</summary>
    public LinkRequest Request() => _credentials.Request(_watched);

    /// <summary>Takes the messages of the extension, if the product has it.</summary>
    public void Take(CsmsCalls calls, Triggers triggers)
    {
        if (_calls is null || _renewal is null) return;
        calls.On<InstallCertificateRequest>(Catalogue.InstallCertificate, _calls.Install);
        calls.On<DeleteCertificateRequest>(Catalogue.DeleteCertificate, _calls.Delete);
        calls.On<GetInstalledCertificateIdsRequest>(Catalogue.GetInstalledCertificateIds, _calls.List);
        calls.On<CertificateSignedRequest>(Catalogue.CertificateSigned, _renewal.Signed);
        triggers.On(ExtendedMessageTrigger.SignChargePointCertificate, _ => _renewal.Prepare());
    }

    /// <summary>The start of a life.</summary>
    /// <param name="resetOrdered">True or false where the CSMS ordered the reset; null = something else ended the last life.</param>
    public void Begin(bool? resetOrdered)
    {
        Certificates.TakeFactoryRoots();
        var cause = _core.Port.Host.BootCause;
        if (cause != BootCause.Power)
            Events.Raise(SecurityEventType.ResetOrReboot, resetOrdered is { } hard ? $"{(hard ? "hard" : "soft")} reset ordered by the CSMS" : $"{cause}");
        Events.Raise(SecurityEventType.StartupOfTheDevice, $"firmware {_core.Port.Facts.FirmwareVersion}, boot {_core.Memory.State.Boot}");
    }
}
