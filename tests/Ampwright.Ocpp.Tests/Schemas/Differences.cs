using System.Collections.Immutable;
using System.Globalization;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Tests.Payloads;

namespace Ampwright.Ocpp.Tests.Schemas;

/// <summary>
/// Where strict reading refuses on purpose what a schema accepts. This list is all of it, and nothing goes the other way but a payload
/// that is null.
/// </summary>
internal static class Differences
{
    /// <summary>RFC 3339 times that we have no instant for: year 0, before year 1 or after year 9999 in UTC, a leap second at no month's end.</summary>
    public static ImmutableArray<string> TimesWithoutInstant { get; } =
    [
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-03-15T23:59:60Z", "2026-03-31T12:00:60Z",
    ];

    public static IEnumerable<string> In(JsonNode node, PayloadShape? shape, bool isDraft4)
    {
        switch (node)
        {
            case ObjectNode members:
                if (members.Members.DistinctBy(member => member.Name).Count() < members.Members.Length) yield return "a name twice in one object: JSON Schema does not see it";
                foreach (var member in members.Members)
                {
                    var field = shape?.Fields.FirstOrDefault(field => field.Name == member.Name);
                    foreach (var difference in InField(member.Value, field, isDraft4)) yield return difference;
                }

                break;
            case ListNode list:
                foreach (var difference in list.Elements.SelectMany(element => In(element, shape, isDraft4))) yield return difference;
                break;
        }
    }

    private static IEnumerable<string> InField(JsonNode value, PayloadField? field, bool isDraft4)
    {
        foreach (var difference in In(value, field?.Nested, isDraft4)) yield return difference;
        if (value is ListNode { Elements.Length: 0 } && field is { MinItems: > 0 }) yield return "1..* in the standard's table, no minItems in the schema";
        if (value is not RawNode { Literal: var literal }) yield break;
        if (field is { Kind: FieldKind.Time } && TimesWithoutInstant.Contains(literal.Trim('"'))) yield return "a time without an instant";
        if (field is not { Kind: FieldKind.Integer } || !decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) yield break;
        if (number < field.Minimum) yield return "a range in the standard's table, no minimum in the schema";
        if (number is < int.MinValue or > int.MaxValue) yield return "more than 32 bits";
        if (!isDraft4 && literal.AsSpan().IndexOfAny(".eE") >= 0) yield return "draft-06 takes 1.0 for an integer, draft-04 does not, and neither do we";
    }
}
