using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Availability;

/// <summary>What is told of a connector besides its status.</summary>
/// <param name="VendorCode">vendorErrorCode, at most 50 characters.</param>
internal sealed record StatusDetail(ChargePointErrorCode Error = ChargePointErrorCode.NoError, string? Info = null, string? VendorCode = null)
{
    public static StatusDetail None { get; } = new();
}

/// <summary>
/// Tells the CSMS the status of one connector, or of the station as connector 0: every change that lasts at least
/// MinimumStatusDuration, and after a time offline the present status if it changed. OCPP 1.6 ed. 2 §4.9, §9.1.22.
/// </summary>
internal sealed class StatusReporter
{
    private readonly StationCore _core;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly LoopTimer _settle;
    private Report _now;
    private Report? _told;
    private bool _sending;
    private TaskCompletionSource? _quiet;
    private readonly Queue<Report> _toSend = new();

    public StatusReporter(StationCore core, CsmsConnection connection, Registration registration, int connector, ChargePointStatus status)
    {
        _core = core;
        _connection = connection;
        _registration = registration;
        Connector = connector;
        _now = new Report(status, StatusDetail.None, core.Clock.Now);
        _settle = core.NewTimer(Tell);
    }

    public int Connector { get; }

    public ChargePointStatus Status => _now.Status;

    public StatusDetail Detail => _now.Detail;

    /// <summary>The connector has a new status or detail; the way there is one the standard lists.</summary>
    public void Change(ChargePointStatus to, StatusDetail detail)
    {
        if (to == _now.Status && detail == _now.Detail) return;
        var way = StatusTable.Way(_now.Status, to);
        foreach (var status in way.SkipLast(1)) Step(status, StatusDetail.None);
        Step(to, detail);
    }

    /// <summary>Tells the present status, whether it changed or not: after Accepted (errata v4.0 3.22) or on request.</summary>
    public void TellNow()
    {
        _settle.Clear();
        _toSend.Clear();
        Enqueue(_now);
    }

    /// <summary>Tells the present status because the CSMS asks for it, whatever MinimumStatusDuration says, and also while Pending.</summary>
    public void TellAsked()
    {
        if (_registration.MaySend) TellNow();
        else _core.Loop.Start(() => SendOnceAsync(_now));
    }

    /// <summary>After a time offline: the present status if it is not the one told last. No history (§4.9).</summary>
    public void TellIfChanged()
    {
        _toSend.Clear();
        if (_told is { } told && told.Status == _now.Status && told.Detail == _now.Detail) return;
        TellNow();
    }

    /// <summary>Completes once nothing waits to be told; at once where nothing does or nobody can be told.</summary>
    public Task ToldAsync() => _toSend.Count == 0 || !_registration.MaySend ? Task.CompletedTask : (_quiet ??= new TaskCompletionSource()).Task;

    private void Step(ChargePointStatus status, StatusDetail detail)
    {
        _now = new Report(status, detail, _core.Clock.Now);
        var least = _core.Configuration.Seconds("MinimumStatusDuration");
        // A fault, or an error beside an unchanged status, is told at once.
        if (least <= TimeSpan.Zero || status == ChargePointStatus.Faulted || detail.Error != ChargePointErrorCode.NoError)
        {
            _settle.Clear();
            Tell();
        }
        else
        {
            _settle.Set(least);
        }
    }

    private void Tell()
    {
        var last = _toSend.Count > 0 ? _toSend.Last() : _told;
        if (last is not null && last.Status == _now.Status && last.Detail == _now.Detail) return;
        if (_registration.MaySend) Enqueue(_now);
    }

    private void Enqueue(Report report)
    {
        _toSend.Enqueue(report);
        Pump();
    }

    private void Pump()
    {
        if (_sending || _toSend.Count == 0 || !_registration.MaySend) return;
        _sending = true;
        _core.Loop.Start(SendAsync);
    }

    private async Task SendAsync()
    {
        try
        {
            while (_registration.MaySend && _toSend.TryPeek(out var report))
            {
                await CallAsync(report);
                Told(report);
            }
        }
        catch (ConnectionLostException)
        {
            _told = null; // Told anew once the connection is back.
        }
        catch (Exception failure) when (failure is TimeoutException or CallErrorException or OcppViolationException)
        {
            // The CSMS may have taken it; the next change is told anyway.
            if (_toSend.TryPeek(out var report)) Told(report);
            _core.Trace.Note($"StatusNotification of connector {Connector} was not answered: {failure.Message}");
        }
        finally
        {
            _sending = false;
        }
        Pump();
        if (_sending) return;
        _quiet?.TrySetResult();
        _quiet = null;
    }

    private async Task SendOnceAsync(Report report)
    {
        try
        {
            await CallAsync(report);
        }
        catch (Exception failure) when (failure is ConnectionLostException or TimeoutException or CallErrorException or OcppViolationException)
        {
            _core.Trace.Note($"StatusNotification of connector {Connector} was not answered: {failure.Message}");
        }
    }

    private Task<StatusNotificationResponse> CallAsync(Report report) => _connection.CallAsync(new StatusNotificationRequest
    {
        ConnectorId = Connector,
        Status = report.Status,
        ErrorCode = report.Detail.Error,
        Info = report.Detail.Info,
        VendorErrorCode = report.Detail.VendorCode,
        Timestamp = report.At,
    });

    private void Told(Report report)
    {
        _told = report;
        if (_toSend.TryPeek(out var head) && ReferenceEquals(head, report)) _toSend.Dequeue();
    }

    private sealed record Report(ChargePointStatus Status, StatusDetail Detail, DateTimeOffset At);
}
