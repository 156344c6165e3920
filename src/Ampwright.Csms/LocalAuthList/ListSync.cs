using System.Data.Common;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.LocalAuthList;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>
/// Takes a station's list one step nearer to what it should be; OCPP 1.6 ed. 2 §5.10, §5.15. One command at a time:
/// <code>
///   1 what can the station?           GetConfiguration, after each boot
///   2 which version has it?           GetLocalListVersion, after each connection, boot and doubt
///   3 what is missing?                full update in doubt, else differential; as many entries as one message may bring, then 3 again
///   4 has it kept what it accepted?   GetLocalListVersion
///   5 in step, until a verdict changes
/// </code>
/// The entries that a station holds are only ever what it accepted; on any doubt they are forgotten, and a full update follows (digest trap 30).
/// </summary>
internal static class ListSync
{
    private static readonly TimeSpan CommandLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Whether there is anything to do, seen without writing; with what the list should hold, where it has come to that.</summary>
    public static bool Look(DbConnection connection, StationRecord station, DateTimeOffset now, out ListContent? wanted)
    {
        wanted = null;
        var list = ListRecord.Of(connection, station.StationId);
        if (!MayGoOn(station, list, now)) return false;
        var limits = ListLimits.Of(connection, station.StationId);
        if (list.LimitsDue || limits is not { IsSupported: true, IsEnabled: true } || list.CheckDue) return true;
        wanted = list.EffectiveMode == ListMode.ByHand
            ? ListContent.ByHand(ListEntries.PutFor(connection, station.StationId), limits.Length)
            : ListContent.Compute(connection, station.StationId, limits.Length, now);
        return list.State != ListState.InStep || list.DueAt != wanted.ChangesAt || list.AskedBy is not null
            || Update(list, Held(connection, list), wanted, limits, now) is not null;
    }

    /// <param name="unit">The unit of work.</param>
    /// <param name="station">The station, connected.</param>
    /// <param name="wanted">What its list should hold; null where it has not come to that.</param>
    public static void Step(WriteUnit unit, StationRecord station, ListContent? wanted)
    {
        var list = ListRecord.Of(unit.Connection, station.StationId);
        if (!MayGoOn(station, list, unit.Now)) return;
        // 1
        if (list.LimitsDue)
        {
            Send(unit, station, list, ListState.Asking, new GetConfigurationRequest { Key = ListLimits.Keys });
            return;
        }
        var limits = ListLimits.Of(unit.Connection, station.StationId);
        if (limits.IsSupported != true)
        {
            Rest(unit, list, ListState.Unsupported, $"{ListLimits.Profiles} does not name LocalAuthListManagement.");
            return;
        }
        if (!limits.IsEnabled)
        {
            Rest(unit, list, ListState.Disabled, $"{ListLimits.Enabled} is false: change it with ChangeConfiguration.");
            return;
        }
        // 2
        if (list.CheckDue)
        {
            Send(unit, station, list, ListState.Asking, new GetLocalListVersionRequest());
            return;
        }
        if (wanted is null) return;
        // 3
        var held = Held(unit.Connection, list);
        if (Update(list, held, wanted, limits, unit.Now) is { } update)
        {
            Send(unit, station, list with { TriedVersion = update.ListVersion, DueAt = wanted.ChangesAt, LeftOut = wanted.LeftOut }, ListState.Sending, update);
            return;
        }
        // 4
        if (list.State == ListState.Sending)
        {
            Send(unit, station, list with { DueAt = wanted.ChangesAt }, ListState.Checking, new GetLocalListVersionRequest());
            return;
        }
        // 5
        if (list.State != ListState.InStep) unit.Raise(new LocalListInStep(list.HeldVersion ?? 0, held.Count, wanted.LeftOut) { Station = station.Identity });
        (list with
        {
            State = ListState.InStep,
            Detail = wanted.LeftOut > 0 ? $"{wanted.LeftOut} tags do not fit: the station takes {limits.Length}." : null,
            AskedBy = null,
            Failures = 0,
            DueAt = wanted.ChangesAt,
            InStepAt = unit.Now,
            LeftOut = wanted.LeftOut,
        }).Store(unit);
    }

    /// <summary>The next update, or null when nothing is missing.</summary>
    internal static SendLocalListRequest? Update(ListRecord list, IReadOnlyList<ListEntry> held, ListContent wanted, ListLimits limits, DateTimeOffset now)
    {
        // Errata v4.0 3.52: never 0 or -1. Greater than all before, or a differential update is a VersionMismatch.
        var version = Math.Max(list.TriedVersion, list.HeldVersion ?? 0) + 1;
        if (list.FullDue || list.HeldVersion is null || (held.Count == 0 && wanted.Entries.Count > 0))
        {
            return new SendLocalListRequest
            {
                ListVersion = version,
                UpdateType = UpdateType.Full,
                LocalAuthorizationList = [.. wanted.Entries.Take(limits.SendLength).Select(entry => entry.ToAuthorizationData())],
            };
        }
        var before = held.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        var after = wanted.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        // What has to go goes first: a full list takes nothing new.
        var changes = held.Where(entry => !after.ContainsKey(entry.Key)).Select(entry => new AuthorizationData { IdTag = entry.IdTag })
            .Concat(wanted.Entries.Where(entry => !before.TryGetValue(entry.Key, out var present) || !present.DecidesAs(entry, now)).Select(entry => entry.ToAuthorizationData()))
            .Take(limits.SendLength).ToList();
        if (changes.Count == 0) return null;
        return new SendLocalListRequest { ListVersion = version, UpdateType = UpdateType.Differential, LocalAuthorizationList = changes };
    }

    private static void Send(WriteUnit unit, StationRecord station, ListRecord list, ListState state, IRequest request)
    {
        long? command;
        try
        {
            command = list.AskedBy is { } who
                ? CommandQueue.Add(unit, station, NewCommand.Of(request, who) with { Lifetime = CommandLifetime }).CommandId
                : CommandQueue.AddByItself(unit, station, request, CommandLifetime);
        }
        catch (CommandInvalidException refusal)
        {
            (list with { State = ListState.Waiting, Detail = refusal.Message }).Store(unit);
            return;
        }
        (command is null ? list with { State = ListState.Waiting } : list with { State = state, CommandId = command, Detail = null }).Store(unit);
    }

    private static bool MayGoOn(StationRecord station, ListRecord list, DateTimeOffset now) =>
        station.Connected && list.CommandId is null && list.EffectiveMode != ListMode.Off
        && (list.AskedBy is not null || (!station.NoUnsolicitedCalls && !(list.State == ListState.Failing && list.DueAt > now)));

    private static List<ListEntry> Held(DbConnection connection, ListRecord list) =>
        list.HeldVersion is null ? [] : ListEntries.HeldBy(connection, list.StationId);

    private static void Rest(WriteUnit unit, ListRecord list, ListState state, string detail)
    {
        if (list.State != state || list.AskedBy is not null) (list with { State = state, Detail = detail, AskedBy = null, DueAt = null }).Store(unit);
    }
}
