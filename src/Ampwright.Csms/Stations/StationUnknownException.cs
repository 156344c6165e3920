namespace Ampwright.Csms.Stations;

internal sealed class StationUnknownException(string identity) : Exception($"No station '{identity}' is registered.");
