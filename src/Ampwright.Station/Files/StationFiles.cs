using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Availability;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Diagnostics;
using Ampwright.Station.Firmware;
using Ampwright.Station.Loop;
using Ampwright.Station.Product;
using Ampwright.Station.Queue;
using Ampwright.Station.RemoteTrigger;
using Ampwright.Station.Security;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Files;

/// <summary>What a station does with files, put together: firmware it fetches, diagnostics and logs it brings away.</summary>
internal sealed class StationFiles
{
    private readonly ProductProfile _product;
    private readonly LogUpload? _upload;
    private readonly FirmwareUpdate? _update;
    private readonly FirmwareCalls? _calls;
    private readonly FirmwareReports _reports;

    public StationFiles(
        StationCore core, INetwork network, CsmsConnection connection, Registration registration, IReadOnlyList<Connector> connectors, StationAvailability availability,
        TransactionQueue queue, StationSecurity security, ProductProfile product, Func<StationState> describe)
    {
        _product = product;
        _reports = new FirmwareReports(core, new StatusOutbox(core, connection, registration));
        if (!core.Configuration.Has("SupportedFileTransferProtocols")) return;
        var schemes = core.Configuration.List("SupportedFileTransferProtocols").Select(protocol => protocol.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var transfers = new FileTransfers(network, new FilePolicy(schemes, core.Options.FileHosts), core.Time);
        _upload = new LogUpload(core, new StatusOutbox(core, connection, registration), transfers, security, new LogFile(core, describe));
        if (core.Port.Host.Firmware is not { } slots || !Manages) return;
        _update = new FirmwareUpdate(core, slots, connection, registration, connectors, availability, queue, security, transfers, _reports, product);
        _calls = new FirmwareCalls(core, _update, security, transfers.Policy);
    }

    private bool Manages => _product.FeatureProfiles.Contains("FirmwareManagement");

    /// <summary>Takes the messages about files that the product declares.</summary>
    public void Take(CsmsCalls calls, Triggers triggers)
    {
        if (_upload is not null && Manages)
        {
            calls.On<GetDiagnosticsRequest>(Catalogue.GetDiagnostics, _upload.GetDiagnostics);
            triggers.On(MessageTrigger.DiagnosticsStatusNotification, _ => _upload.PrepareDiagnosticsStatus());
        }
        if (_upload is not null && _product.Security is not null)
        {
            calls.On<GetLogRequest>(Catalogue.GetLog, _upload.GetLog);
            triggers.On(ExtendedMessageTrigger.LogStatusNotification, _ => _upload.PrepareLogStatus());
        }
        if (_calls is null) return;
        calls.On<UpdateFirmwareRequest>(Catalogue.UpdateFirmware, _calls.Plain);
        triggers.On(MessageTrigger.FirmwareStatusNotification, _ => _reports.PreparePlain());
        if (_product.Security is null) return;
        calls.On<SignedUpdateFirmwareRequest>(Catalogue.SignedUpdateFirmware, _calls.Signed);
        triggers.On(ExtendedMessageTrigger.FirmwareStatusNotification, _ => _reports.PrepareSigned());
    }

    /// <summary>The start of a life: goes on with what the last one left.</summary>
    public void Begin()
    {
        _update?.Begin();
        _upload?.Begin();
    }
}
