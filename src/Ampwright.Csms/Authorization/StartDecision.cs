namespace Ampwright.Csms.Authorization;

/// <summary>What was decided about the tag of a new transaction.</summary>
/// <param name="Decision">The verdict.</param>
/// <param name="Place">The station and its site.</param>
/// <param name="Tag">What is known of the tag; null when nothing is.</param>
/// <param name="Rules">The rules for the driver's groups that cover the station, by number; none where the site does not ask for rules.</param>
internal sealed record StartDecision(Decision Decision, ChargingPlace Place, TagFacts? Tag, IReadOnlyList<ChargingRule> Rules);
