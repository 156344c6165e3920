using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Security;

/// <summary>The security extension of one station, put together. Security whitepaper ed. 3.</summary>
internal sealed class StationSecurity
{
    private readonly StationCore _core;
    private readonly CsmsCredentials _credentials;
    private readonly WatchedLink _watched;

    public StationSecurity(StationCore core, CsmsConnection connection, Registration registration)
    {
        _core = core;
        Events = new SecurityEvents(core, connection, registration);
        Certificates = new StationCertificates(core);
        _credentials = new CsmsCredentials(core, Certificates, registration, Events);
        Keys = new SecurityKeys(core, connection, _credentials, Certificates, Events);
        _watched = new WatchedLink(core.Loop, core.Trace, Events);
        connection.Up += _credentials.OnUp;
        connection.Failed += _credentials.OnFailed;
        core.Clock.Stepped += step =>
        {
            if (step.Duration() >= StationClock.Tolerance) Events.Raise(SecurityEventType.SettingSystemTime, $"moved by {step.TotalSeconds:0.###} s");
        };
    }

    public SecurityEvents Events { get; }

    public StationCertificates Certificates { get; }

    public SecurityKeys Keys { get; }

    /// <summary>What the next attempt to connect is made with.</summary>
    public LinkRequest Request() => _credentials.Request(_watched);

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
