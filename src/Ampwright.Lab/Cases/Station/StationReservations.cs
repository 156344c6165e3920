using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station;

/// <summary>Reservations.</summary>
internal static class StationReservations
{
    private const double Lasts = 600;

    /// <summary>ReserveNow for the valid tag, whatever the answer.</summary>
    /// <param name="lasts">In seconds.</param>
    public static Task<Answer> ReserveNow(this StationRun s, int connector, double lasts = Lasts, string? parent = null)
    {
        var reservationId = ++s.LastReservation;
        var (expiryDate, idTag) = (s.Now(lasts), s.Tag);
        return parent is null
            ? s.Call("ReserveNow", new { connectorId = connector, expiryDate, idTag, reservationId })
            : s.Call("ReserveNow", new { connectorId = connector, expiryDate, idTag, parentIdTag = parent, reservationId });
    }

    /// <summary>The state Reserved: accepted, and the connector tells it.</summary>
    /// <returns>The id of the reservation.</returns>
    public static async Task<int> Reserved(this StationRun s, int? connector = null, double lasts = Lasts, string? parent = null)
    {
        (await s.ReserveNow(connector ?? s.Connector, lasts, parent)).MustBe("Accepted");
        // A reserved station tells it at connector 0 or at the connector that is left.
        await s.Expect(connector == 0
            ? new Expected("StatusNotification Reserved", "StatusNotification", call => call.Text("status") == "Reserved", _ => null)
            : Status(s.Connector, "Reserved"));
        return s.LastReservation;
    }

    /// <summary>A station without the profile: Rejected. A CALLERROR NotSupported says so too, and gives a remark, as the text does not name it.</summary>
    public static async Task RejectsReservations(this StationRun s, int connector)
    {
        var answer = (await s.ReserveNow(connector)).MustBeOrError("NotSupported", "Rejected");
        if (answer.IsError) s.Remark("ReserveNow is answered with CALLERROR NotSupported; the text asks for Rejected.");
    }

    /// <summary>The transaction has used the reservation.</summary>
    public static void Uses(StationRun s, Frame start, int reservation) => s.Check(
        start.Number32("reservationId") == reservation, $"StartTransaction with reservationId {reservation}", $"it is {start.Text("reservationId") ?? "missing"}", start);
}
