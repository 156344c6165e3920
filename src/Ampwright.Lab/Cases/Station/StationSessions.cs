using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station;

/// <summary>Parts of charging sessions that several cases share.</summary>
internal static class StationSessions
{
    /// <summary>How long a station is left alone with what it was given while nobody can hear it, in seconds.</summary>
    public const double OfflinePause = 5;

    /// <summary>A remote start without a cable: accepted, authorized where the station asks, Preparing.</summary>
    public static async Task RemoteStartedFirst(this StationRun s)
    {
        var asks = await s.AsksForRemoteTags();
        await s.RemoteStart(s.Tag);
        if (asks) await s.Expect(Authorize(s.Tag));
        await s.Expect(Status(s.Connector, "Preparing"));
    }

    /// <summary>Nobody plugs in: Available once ConnectionTimeOut is over, and no transaction.</summary>
    public static async Task TimesOut(this StationRun s)
    {
        var began = s.LastOf("StatusNotification", call => call.Number32("connectorId") == s.Connector && call.Text("status") == "Preparing")!;
        var (timeOut, tolerance) = (s.Settings.ConnectionTimeOut, s.Settings.Tolerances.TimeOut);
        var ended = await s.Expect(NextStatus(s.Connector, "Available"), timeOut + tolerance);
        var took = (ended.At - began.At).TotalSeconds;
        s.Check(took >= timeOut - tolerance, $"Available after ConnectionTimeOut {timeOut} s (±{tolerance} s)", $"it came after {took:0.0} s", ended);
        s.NothingYet("StartTransaction");
    }

    /// <summary>The memory state IdTagCached: the tag has charged and is in the cache.</summary>
    public static async Task TagCached(this StationRun s)
    {
        await s.Set("AuthorizationCacheEnabled", true);
        await s.Charging();
        if (s.Declared("C-08"))
        {
            var transaction = s.Transaction;
            await s.Present(s.Tag);
            await s.Expect([Stop(transaction), Status(s.Connector, "Finishing")]);
        }
        else
        {
            await s.StoppedRemotely();
        }
        await s.Unplug();
        await s.Expect(Status(s.Connector, "Available"));
    }

    /// <summary>After a boot that ended a transaction: its connector Finishing or Preparing, the others Available.</summary>
    public static IReadOnlyList<Expected> StatusesAfterTransaction(this StationRun s) =>
        StationStates.AllStatuses(s, connector => connector == s.Connector ? ["Finishing", "Preparing"] : ["Available"]);

    /// <summary>Whether the connector told the status in this case.</summary>
    public static bool ToldInThisCase(this StationRun s, int connector, string status) =>
        s.Came("StatusNotification", call => call.Number32("connectorId") == connector && call.Text("status") == status);

    /// <summary>Offline authorization on, by whatever the station has, and the tag known to it.</summary>
    public static async Task StartsOfflineAllowed(this StationRun s)
    {
        await s.Set("LocalAuthorizeOffline", true);
        await s.SetIfThere("AllowOfflineTxForUnknownId", true);
        if (s.Declared("list"))
        {
            await s.Set("LocalAuthListEnabled", true);
            (await s.SendList(1, "Full", s.Tag)).MustBe("Accepted");
        }
        if (s.Declared("C-04")) await s.TagCached();
        await s.OthersUnavailable();
    }

    /// <summary>A transaction is begun with the valid tag while the connection is cut.</summary>
    public static async Task StartsOffline(this StationRun s)
    {
        await s.CutNetwork();
        await s.Plug();
        await s.Present(s.Tag);
        await s.Nothing(OfflinePause);
        await s.RestoreNetwork();
        await s.ExpectConnection();
    }
}
