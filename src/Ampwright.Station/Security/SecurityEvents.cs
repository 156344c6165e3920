using System.Collections.Frozen;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Security;

/// <summary>
/// The security log, and the queue of what the CSMS still has to hear of it. Security whitepaper ed. 3, A04. Critical events are on the disk
/// before anything follows from them and stay in the queue until the CSMS has answered; the others are told as well, as far as there is room.
/// </summary>
/// <remarks>
/// Without a security profile (0) events are only logged: a CSMS that uses none need not know SecurityEventNotification, and many answer it with
/// an error.
/// </remarks>
internal sealed class SecurityEvents
{
    /// <summary>After an error or silence; OCPP names no time.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    /// <summary>What a CSMS can provoke as often as it likes counts once in this time.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    private const int LongestTechInfo = 255;

    private static readonly FrozenSet<SecurityEventType> Critical = new[]
    {
        SecurityEventType.FirmwareUpdated, SecurityEventType.SettingSystemTime, SecurityEventType.StartupOfTheDevice, SecurityEventType.ResetOrReboot,
        SecurityEventType.MemoryExhaustion, SecurityEventType.TamperDetectionActivated,
    }.ToFrozenSet();

    private readonly StationCore _core;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly LoopTimer _retry;
    private readonly Dictionary<SecurityEventType, long> _lastOf = [];
    private bool _telling;
    private bool _unknownToCsms;

    public SecurityEvents(StationCore core, CsmsConnection connection, Registration registration)
    {
        _core = core;
        _connection = connection;
        _registration = registration;
        _retry = core.NewTimer(Tell);
        connection.Up += () => _unknownToCsms = false;
        registration.Ready += _ => Tell();
    }

    /// <summary>The product has the security extension.</summary>
    public bool IsOn => _core.Configuration.Has("SecurityProfile");

    /// <summary>Logs an event and tells the CSMS.</summary>
    /// <param name="techInfo">For a technician; never a secret. Cut at 255 characters.</param>
    public void Raise(SecurityEventType type, string? techInfo = null)
    {
        if (!IsOn) return;
        if (techInfo?.Length > LongestTechInfo) techInfo = techInfo[..LongestTechInfo];
        var critical = Critical.Contains(type);
        _core.Trace.Note($"security event {type}: {techInfo}");
        _core.Memory.Record(
            new SecurityEventLogged(
                _core.Memory.State.Security.LastEvent + 1, type.ToString(), _core.Now, techInfo, critical,
                Due: _core.Configuration.Number("SecurityProfile") > 0),
            durable: critical);
        Tell();
    }

    /// <summary>As <see cref="Raise"/>, for what the other side can provoke: once in <see cref="Quiet"/>.</summary>
    public void RaiseOnce(SecurityEventType type, string? techInfo = null)
    {
        if (_lastOf.TryGetValue(type, out var last) && _core.Time.GetElapsedTime(last) < Quiet) return;
        _lastOf[type] = _core.Time.GetTimestamp();
        Raise(type, techInfo);
    }

    private SecurityLogEntry? Next => _core.Memory.State.Security.Log.Find(entry => entry.Due);

    private void Tell()
    {
        if (_telling || _unknownToCsms || _retry.IsSet || Next is null || !_registration.MaySend) return;
        _telling = true;
        _core.Loop.Start(TellAsync);
    }

    private async Task TellAsync()
    {
        try
        {
            while (_registration.MaySend && Next is { } entry)
            {
                _core.Memory.Sync();
                await _connection.CallAsync(new SecurityEventNotificationRequest
                {
                    Type = entry.Type,
                    Timestamp = new(entry.At.Utc),
                    TechInfo = entry.TechInfo,
                });
                _core.Memory.Record(new SecurityEventTold(entry.Number), durable: false);
            }
        }
        catch (ConnectionLostException)
        {
            // The next connection goes on.
        }
        catch (CallErrorException refused) when (refused.Code.Is(RpcErrorCode.NotImplemented) || refused.Code.Is(RpcErrorCode.NotSupported))
        {
            _unknownToCsms = true;
            _core.Trace.Note("the CSMS does not know SecurityEventNotification; the events wait for another connection");
        }
        catch (Exception failure) when (failure is TimeoutException or CallErrorException or OcppViolationException)
        {
            _core.Trace.Note($"SecurityEventNotification was not answered: {failure.Message}");
            if (Next is { Critical: false } entry) _core.Memory.Record(new SecurityEventTold(entry.Number), durable: false);
            if (Next is not null) _retry.Set(Pause);
        }
        finally
        {
            _telling = false;
        }
    }
}
