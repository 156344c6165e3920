namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Clear Authorization Data in Authorization Cache - Local.</summary>
/// <remarks>The older form under its newer id.</remarks>
internal sealed class TC_061_1_CS : TC_061_CS;
