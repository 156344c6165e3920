using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Central Smart Charging - TxDefaultProfile - with ongoing transaction.</summary>
/// <remarks>As TC_056_CS during a transaction.</remarks>
internal sealed class TC_082_CS : TC_056_CS
{
    public override Task Before(StationRun s) => s.Charging();
}
