using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station;

/// <summary>A case of a charging station.</summary>
internal abstract class StationCase : CertificationCase<StationRun>;
