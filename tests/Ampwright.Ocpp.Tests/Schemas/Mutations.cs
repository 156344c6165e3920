using System.Collections.Immutable;
using Ampwright.Ocpp.Tests.Payloads;

namespace Ampwright.Ocpp.Tests.Schemas;

/// <summary>Random edits of a payload that stay JSON.</summary>
internal static class Mutations
{
    private static readonly ImmutableArray<JsonNode> Values =
    [
        .. new[] { "null", "true", "false", "0", "1", "-1", "7", "1.0", "1e2", "2147483647", "2147483648", "-2147483649", "8.1", "8.15", "-0.1" }.Select(JsonNode.Raw),
        new ObjectNode([]), new ListNode([]), new ListNode([new ObjectNode([])]), new ListNode([JsonNode.Text("text")]),
        .. new[] { 20, 21, 25, 26, 40, 41, 50, 51, 128, 129, 255, 256, 500, 501, 512, 513, 800, 801, 5500, 5501, 10_000, 10_001 }.Select(length => JsonNode.Text(new string('x', length))),
        .. new[] { "", "text", "7", "8.1", "true", "Accepted", "accepted", "Rejected", "Celsius", "Celcius", "Wh", "wh", "L1-N", "Hard", "A", "Idle" }.Select(JsonNode.Text),
        .. new[] { "https://h/a", "/a", "h", "h/a", "https://h/a b", "urn:a", "ftp://u@h:21/", "C:\\a", "https://h/ä", "https://h/%zz", "https://h/<a>", ":" }.Select(JsonNode.Text),
        .. new[]
        {
            "2026-03-01T12:00:00Z", "2026-03-01t12:00:00z", "2026-03-01T12:00:00.1234567891Z", "2026-03-01T12:00:00+14:00", "2026-03-01T12:00:00-14:00",
            "2026-03-01T12:00:00", "2026-03-01T12:00:00+03", "2026-03-01T12:00:00+0300", "2026-03-01 12:00:00Z", "2026-03-01T12:00Z", "2026-03-01", "2026-02-29T12:00:00Z",
            "2028-02-29T12:00:00Z", "2026-13-01T12:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T12:60:00Z", "2026-03-01T12:00:61Z", "2026-03-01T12:00:00,5Z", "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00Z[GMT]", " 2026-03-01T12:00:00Z", "2026-06-30T23:59:60Z", "2026-07-01T01:59:60+02:00", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z", "2026-03-01T12:00:00+24:00",
        }.Concat(Differences.TimesWithoutInstant).Select(JsonNode.Text),
    ];

    public static JsonNode Mutate(JsonNode node, Random random)
    {
        var target = random.Next(Count(node));
        return Edit(node, ref target, random);
    }

    private static int Count(JsonNode node) => 1 + node switch
    {
        ObjectNode members => members.Members.Sum(member => Count(member.Value)),
        ListNode list => list.Elements.Sum(Count),
        _ => 0,
    };

    /// <summary>Edits the node that the count arrives at.</summary>
    private static JsonNode Edit(JsonNode node, ref int target, Random random)
    {
        if (target-- == 0) return EditHere(node, random);
        switch (node)
        {
            case ObjectNode members:
                for (var i = 0; i < members.Members.Length && target >= 0; i++) members = members.With(i, Edit(members.Members[i].Value, ref target, random));
                return members;
            case ListNode list:
                for (var i = 0; i < list.Elements.Length && target >= 0; i++) list = new(list.Elements.SetItem(i, Edit(list.Elements[i], ref target, random)));
                return list;
            default:
                return node;
        }
    }

    private static JsonNode EditHere(JsonNode node, Random random)
    {
        var value = Values[random.Next(Values.Length)];
        switch (node)
        {
            case ObjectNode { Members.Length: > 0 } members when random.Next(4) > 0:
                var i = random.Next(members.Members.Length);
                return random.Next(6) switch
                {
                    0 => members.Without(i),
                    1 => members.Plus(members.Members[i].Name, value),
                    2 => members.Renamed(i, members.Members[i].Name.ToUpperInvariant()),
                    3 => members.Plus("extra", value),
                    _ => members.With(i, value),
                };
            case ListNode list when random.Next(4) > 0:
                return random.Next(2) == 0 ? new ListNode(list.Elements.Add(value)) : new ListNode([]);
            default:
                return value;
        }
    }
}
