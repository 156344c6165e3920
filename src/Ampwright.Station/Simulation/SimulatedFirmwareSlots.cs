using System.Security.Cryptography;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>The slots as one life of the electronics sees them.</summary>
internal sealed class SimulatedFirmwareSlots(SimulatedFirmware flash, SimulatedFirmware.BootRecord record, FirmwareStart start) : IFirmwarePort
{
    private SimulatedFirmware.BootRecord _record = record;
    private readonly int _running = record.Active;

    public FirmwareStart Start => start;

    public string RunningVersion => _record.Versions[_running];

    public string? RunningDigest => _record.Digests[_running] is { Length: > 0 } digest ? digest : null;

    public Stream OpenStaging()
    {
        if (_record.State == SimulatedFirmware.BootState.Trying) throw new IOException("The other slot is what to go back to as long as the trial lasts.");
        // Whatever is written there now, it is no image that may start before it was activated.
        if (_record.State == SimulatedFirmware.BootState.Armed) _record = flash.Write(_record with { State = SimulatedFirmware.BootState.Confirmed });
        return flash.Open(1 - _running);
    }

    public async Task<string?> InspectAsync(CancellationToken cancel)
    {
        await using var image = flash.Open(1 - _running);
        return await Task.Run(() => Inspect(image), cancel).ConfigureAwait(false);
    }

    public void Activate()
    {
        using var image = flash.Open(1 - _running);
        if (SimulatedImage.Read(image, out _) is not { } staged) throw new IOException("There is no image in the slot.");
        image.Position = 0;
        var digest = Convert.ToHexString(SHA256.HashData(image));
        _record = flash.Write(_record with
        {
            State = SimulatedFirmware.BootState.Armed,
            Versions = With(_record.Versions, staged.Version),
            Digests = With(_record.Digests, digest),
        });
    }

    public void Confirm()
    {
        if (_record.State == SimulatedFirmware.BootState.Trying) _record = flash.Write(_record with { State = SimulatedFirmware.BootState.Confirmed });
    }

    public void RollBack()
    {
        _record = _record.State switch
        {
            SimulatedFirmware.BootState.Trying => flash.Write(_record with { Active = 1 - _running, State = SimulatedFirmware.BootState.WentBack }),
            SimulatedFirmware.BootState.Armed => flash.Write(_record with { State = SimulatedFirmware.BootState.Confirmed }),
            _ => _record,
        };
    }

    private string? Inspect(Stream image) => SimulatedImage.Read(image, out var wrong) is not { } staged || wrong is not null ? wrong
        : staged.Vendor != flash.Vendor || staged.Model != flash.Model ? $"it is for {staged.Vendor} {staged.Model}"
        : null;

    private string[] With(string[] both, string other) => _running == 0 ? [both[0], other] : [other, both[1]];
}
