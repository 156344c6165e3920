using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station;

/// <summary>
/// Between two cases: the state that every case begins in (test case document 1.3): accepted and connected, every connector Available, no
/// transaction, no fault, no profile, no reservation, no local list, an empty cache, the configuration as it was.
/// </summary>
/// <remarks>
/// <code>
/// 1 power, network, faults, lock, storage back     2 connected     3 transactions ended     4 cables out     5 in service
/// 6 profiles, reservations, list, cache cleared    7 configuration back                     8 every connector Available
/// </code>
/// </remarks>
internal static class CleanUp
{
    private const double Quiet = 1;

    /// <returns>What could not be put in order; null where the next case may begin.</returns>
    public static async Task<string?> Run(StationRun s)
    {
        try
        {
            // 1
            foreach (var action in new[] { StationAction.RestorePower, StationAction.RestoreNetwork, StationAction.RestoreStorage })
                await Try(s, action, 0);
            for (var connector = 0; connector <= s.Settings.Connectors; connector++)
            {
                if (s.StatusOf(connector) == "Faulted" || connector == s.Connector || connector == 0) await Try(s, StationAction.ClearFault, connector);
            }
            await Try(s, StationAction.FreeLock, s.Connector);
            // 2
            if (!s.Line.Connected) await s.ExpectConnection();
            await s.Settle(Quiet, s.Settings.TriggeredTimeout);
            // 3
            foreach (var transaction in s.Running.Keys.ToList()) await s.Call("RemoteStopTransaction", new { transactionId = transaction });
            await s.Settle(Quiet, s.Settings.TriggeredTimeout);
            // 4
            await Unplugged(s);
            // 5
            for (var connector = 0; connector <= s.Settings.Connectors; connector++)
            {
                if (s.StatusOf(connector) == "Unavailable") await s.Call("ChangeAvailability", new { connectorId = connector, type = "Operative" });
            }
            // 6
            if (s.Declared("smart")) await s.Call("ClearChargingProfile", new { });
            foreach (var reservation in s.OpenReservations.ToList()) await s.Call("CancelReservation", new { reservationId = reservation });
            s.OpenReservations.Clear();
            if (s.Declared("list")) await s.Call("SendLocalList", new { listVersion = 1, updateType = "Full" });
            if (s.Declared("C-04")) await s.Call("ClearCache", new { });
            // 7
            foreach (var (key, value) in s.Changed.ToList()) await s.Call("ChangeConfiguration", new { key, value });
            s.Changed.Clear();
            // 8
            await AllAvailable(s);
            return null;
        }
        catch (CaseException trouble)
        {
            return trouble.Message;
        }
        catch (OperatorException trouble)
        {
            return trouble.Message;
        }
    }

    private static async Task AllAvailable(StationRun s)
    {
        var until = s.Time.GetUtcNow() + TimeSpan.FromSeconds(s.Settings.LongTimeout);
        await s.Settle(Quiet, s.Settings.TriggeredTimeout);
        while (Enumerable.Range(1, s.Settings.Connectors).FirstOrDefault(connector => s.StatusOf(connector) != "Available") is var busy and not 0)
        {
            await Unplugged(s);
            if (s.Time.GetUtcNow() > until)
                throw new CaseException(Verdict.Inconclusive, $"connector {busy} Available before the next case", $"it is {s.StatusOf(busy)}");
            await s.Settle(Quiet, s.Settings.TriggeredTimeout);
        }
    }

    // Where a cable shows; one in a connector out of service or reserved shows once that is over.
    private static async Task Unplugged(StationRun s)
    {
        for (var connector = 1; connector <= s.Settings.Connectors; connector++)
        {
            if (s.StatusOf(connector) is "Available" or "Unavailable" or "Reserved" || await Try(s, StationAction.Unplug, connector)) continue;
            // A lock that had jammed may hold the cable until it is told again.
            await s.Call("UnlockConnector", new { connectorId = connector });
            await Try(s, StationAction.Unplug, connector);
        }
    }

    // What was never raised cannot be cleared: that is no trouble.
    private static async Task<bool> Try(StationRun s, StationAction action, int connector)
    {
        try
        {
            await s.DoQuietly(action, connector);
            return true;
        }
        catch (OperatorException refused)
        {
            s.Remark($"Tidying up: {refused.Message}");
            return false;
        }
    }
}
