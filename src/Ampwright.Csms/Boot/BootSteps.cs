using System.Data.Common;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Payloads;
using Dapper;

namespace Ampwright.Csms.Boot;

/// <summary>
/// What a pending station is sent before it is accepted (OCPP 1.6 ed. 2 §4.2.1).
/// <code>
///   BootNotification ─► Pending ─1─► step ─► answered ─► step … ─► all done: 3 the record says Accepted ─► next BootNotification: Accepted
///                                      └─2─► refused, failed: the station stays pending; its next BootNotification begins anew
/// </code>
/// </summary>
internal static class BootSteps
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static List<BootStep> Of(DbConnection connection, long stationId) => connection.Query<BootStep>(
        "SELECT position, action, request, state, command_id, detail FROM boot_steps WHERE station_id = @stationId ORDER BY position", new { stationId }).AsList();

    /// <summary>Puts these steps in the place of those there were.</summary>
    public static void Replace(WriteUnit unit, long stationId, IReadOnlyList<NewCommand> steps)
    {
        unit.Connection.Execute("DELETE FROM boot_steps WHERE station_id = @stationId", new { stationId });
        for (var position = 1; position <= steps.Count; position++)
        {
            var step = steps[position - 1];
            unit.Connection.Execute("INSERT INTO boot_steps (station_id, position, action, request, state) VALUES (@stationId, @position, @action, @request, 'Waiting')",
                new { stationId, position, action = step.Kind.Action.Name, request = step.StoredRequest });
        }
    }

    /// <summary>1: a pending station booted. What an earlier boot began and has not ended goes on.</summary>
    public static void Begin(WriteUnit unit, StationRecord station)
    {
        var steps = Of(unit.Connection, station.StationId);
        if (steps.Count == 0 || steps.Exists(step => step.State == "Running")) return;
        unit.Connection.Execute("UPDATE boot_steps SET state = 'Waiting', command_id = NULL, detail = NULL WHERE station_id = @StationId", new { station.StationId });
        Give(unit, station, steps[0]);
    }

    /// <summary>A command ended: if it was a step, the next follows.</summary>
    public static void Ended(WriteUnit unit, CommandOutcome outcome)
    {
        var position = unit.Connection.QuerySingleOrDefault<int?>(
            "SELECT position FROM boot_steps WHERE command_id = @CommandId AND state = 'Running'", new { outcome.CommandId });
        if (position is null) return;
        var steps = Of(unit.Connection, outcome.StationId);
        var step = steps.Single(candidate => candidate.Position == position);
        if (outcome.State != CommandState.Answered)
        {
            // 2
            var why = outcome.Status ?? outcome.Why;
            Set(unit, outcome.StationId, outcome.Station, step, "Failed", why is null ? outcome.State.ToString() : $"{outcome.State}: {why}", outcome.CommandId);
            return;
        }
        Set(unit, outcome.StationId, outcome.Station, step, "Done", outcome.Status, outcome.CommandId);
        if (StationRegistry.Find(unit.Connection, outcome.Station) is not { BootPolicy: BootPolicy.Pending } station) return;
        if (steps.Find(candidate => candidate.Position > position) is { } next) Give(unit, station, next);
        else Accept(unit, station);
    }

    private static void Give(WriteUnit unit, StationRecord station, BootStep step)
    {
        var kind = CommandKind.Find(step.Action)!;
        var command = new NewCommand
        {
            Kind = kind,
            Request = kind.Action.Request.Read(Encoding.UTF8.GetBytes(step.Request), ReadMode.Strict),
            RequestedBy = Caller.Program.Label,
            Lifetime = Patience,
        };
        try
        {
            Set(unit, station.StationId, station.Identity, step, "Running", null, CommandQueue.Add(unit, station, command).CommandId);
        }
        catch (CommandInvalidException refusal)
        {
            Set(unit, station.StationId, station.Identity, step, "Failed", refusal.Message, null);
        }
    }

    private static void Accept(WriteUnit unit, StationRecord station)
    {
        // 3
        unit.Connection.Execute("UPDATE stations SET boot_policy = 'Accepted' WHERE station_id = @StationId", new { station.StationId });
        AuditLog.Append(unit, Caller.Program, "station.accept", station.Identity, """{"because":"its boot steps are done"}""");
        unit.Raise(new StationChanged { Station = station.Identity });
    }

    private static void Set(WriteUnit unit, long stationId, string station, BootStep step, string state, string? detail, long? commandId)
    {
        unit.Connection.Execute("UPDATE boot_steps SET state = @state, detail = @detail, command_id = @commandId WHERE station_id = @stationId AND position = @Position",
            new { state, detail, commandId, stationId, step.Position });
        unit.Raise(new BootStepChanged(step.Position, step.Action, state, detail) { Station = station });
    }
}
