using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Drivers;

/// <summary>The vehicles of drivers. What is said of them is told neither in events nor in the audit log: those are kept.</summary>
internal sealed class VehicleList(Database database)
{
    private const string Columns = "SELECT vehicle_id, driver_id, name, plate, battery_wh, max_current, phases, note, version FROM vehicles";

    /// <summary>By number.</summary>
    public ValueTask<List<Vehicle>> ListAsync(long driverId, long after, int limit) => database.ReadAsync(connection => connection.Query<Vehicle>(
        $"{Columns} WHERE driver_id = @driverId AND vehicle_id > @after ORDER BY vehicle_id LIMIT @limit", new { driverId, after, limit }).AsList());

    public ValueTask<Vehicle?> FindAsync(long driverId, long vehicleId) => database.ReadAsync(connection => Find(connection, driverId, vehicleId));

    public static Vehicle? Find(DbConnection connection, long driverId, long vehicleId) =>
        connection.QuerySingleOrDefault<Vehicle>($"{Columns} WHERE driver_id = @driverId AND vehicle_id = @vehicleId", new { driverId, vehicleId });

    /// <returns>Its number; null when there is no such driver.</returns>
    public Task<long?> AddAsync(Vehicle vehicle, Caller who) => database.WriteAsync(unit =>
    {
        if (!DriverList.Exists(unit.Connection, vehicle.DriverId)) return (long?)null;
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO vehicles (driver_id, name, plate, battery_wh, max_current, phases, note, version, changed_at)
            VALUES (@DriverId, @Name, @Plate, @BatteryWh, @MaxCurrent, @Phases, @Note, 1, @Now) RETURNING vehicle_id
            """, Values(unit, vehicle));
        Tell(unit, who, "vehicle.add", id, vehicle.DriverId);
        return id;
    });

    /// <param name="vehicle">All that is said about it from now on.</param>
    /// <param name="expected">The version the change is based on; null takes any.</param>
    public Task<Outcome> ChangeAsync(Vehicle vehicle, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, vehicle.DriverId, vehicle.VehicleId) is not { } present) return Outcome.NotFound;
        if (expected is { } version && version != present.Version) return Outcome.ChangedMeanwhile;
        unit.Connection.Execute("""
            UPDATE vehicles SET name = @Name, plate = @Plate, battery_wh = @BatteryWh, max_current = @MaxCurrent, phases = @Phases, note = @Note,
              version = version + 1, changed_at = @Now
            WHERE vehicle_id = @VehicleId
            """, Values(unit, vehicle));
        Tell(unit, who, "vehicle.change", vehicle.VehicleId, vehicle.DriverId);
        return Outcome.Done;
    });

    public Task<Outcome> RemoveAsync(long driverId, long vehicleId, Caller who) => database.WriteAsync(unit =>
    {
        if (unit.Connection.Execute("DELETE FROM vehicles WHERE driver_id = @driverId AND vehicle_id = @vehicleId", new { driverId, vehicleId }) == 0) return Outcome.NotFound;
        Tell(unit, who, "vehicle.remove", vehicleId, driverId);
        return Outcome.Done;
    });

    private static object Values(WriteUnit unit, Vehicle vehicle) => new
    {
        vehicle.VehicleId,
        vehicle.DriverId,
        vehicle.Name,
        vehicle.Plate,
        vehicle.BatteryWh,
        vehicle.MaxCurrent,
        vehicle.Phases,
        vehicle.Note,
        unit.Now,
    };

    private static void Tell(WriteUnit unit, Caller who, string action, long vehicleId, long driverId)
    {
        AuditLog.Append(unit, who, action, $"{vehicleId}", $$"""{"driver":{{driverId}}}""");
        unit.Raise(new DriverChanged(driverId));
    }
}
