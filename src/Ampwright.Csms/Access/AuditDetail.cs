using System.Text.Json.Nodes;

namespace Ampwright.Csms.Access;

/// <summary>The detail of an audit line: what a person wrote is escaped, so that the line stays one JSON object.</summary>
internal static class AuditDetail
{
    public static string Of(string name, string value) => new JsonObject { [name] = value }.ToJsonString();
}
