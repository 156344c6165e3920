namespace Ampwright.Csms.Stations;

internal sealed class StationExistsException(string identity) : Exception($"A station '{identity}' is registered already.");
