using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages;

namespace Ampwright.Csms.Files;

/// <summary>What is asked of one station or of many: a message, in which number and link are each station's own, and how it is followed.</summary>
/// <param name="Template">The message, its number 0 where it has one, its link not made yet.</param>
/// <param name="Patience">How long a station may leave us without a sign of it.</param>
internal abstract record TransferOrder(IRequest Template, TimeSpan Patience)
{
    /// <summary>The firmware file that stations fetch; null where they bring a file.</summary>
    public virtual long? FirmwareId => null;

    /// <summary>Also to stations of another vendor or model than the file is for.</summary>
    public virtual bool AnyModel => false;

    /// <summary>The command before it is one station's.</summary>
    public NewCommand Command(string requestedBy) => NewCommand.Of(Template, requestedBy);

    /// <summary>Queues the command for one station and begins to follow what becomes of it.</summary>
    /// <returns>The command's id.</returns>
    /// <exception cref="CommandInvalidException">The station may not be asked this now; nothing is written then.</exception>
    public long Give(WriteUnit unit, StationRecord station, NewCommand command)
    {
        Check(unit, station);
        var message = Message(unit, station.StationId);
        var id = CommandQueue.Add(unit, station, command with { Request = message }).CommandId;
        Follow(unit, station.StationId, message, id, command.RequestedBy);
        return id;
    }

    /// <summary>Notes what breaks a rule that holds for every transfer.</summary>
    protected static void Check(ITransferRequest request, FieldErrors errors)
    {
        if (request.Retries is < 0 or > 100) errors.Add("retries", "Give 0 to 100.");
        if (request.RetryInterval is < 0 or > 86_400) errors.Add("retryInterval", "Give 0 to 86400 seconds.");
        if (request.TimeoutMinutes is < 1 or > 43_200) errors.Add("timeoutMinutes", "Give 1 to 43200 minutes.");
        CommandLifetime.Check(errors, request.ExpiresIn);
    }

    protected static TimeSpan PatienceOf(ITransferRequest request, TimeSpan usual) => request.TimeoutMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : usual;

    /// <exception cref="CommandInvalidException">It is not for this station.</exception>
    protected virtual void Check(WriteUnit unit, StationRecord station)
    {
    }

    /// <summary>The template with a number that none of the station has had.</summary>
    protected abstract IRequest Message(WriteUnit unit, long stationId);

    protected abstract void Follow(WriteUnit unit, long stationId, IRequest message, long commandId, string requestedBy);
}
