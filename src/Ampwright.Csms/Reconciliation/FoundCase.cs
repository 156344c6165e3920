using System.Text.Json.Nodes;

namespace Ampwright.Csms.Reconciliation;

/// <summary>What a rule found, with what it found it in.</summary>
internal sealed record FoundCase(CaseKind Kind, string Detail, JsonObject Evidence);
