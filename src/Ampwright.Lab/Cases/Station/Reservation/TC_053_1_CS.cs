namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Use a reserved Connector with parentIdTag - Local.</summary>
/// <remarks>The older form under its newer id.</remarks>
internal sealed class TC_053_1_CS : TC_053_CS;
