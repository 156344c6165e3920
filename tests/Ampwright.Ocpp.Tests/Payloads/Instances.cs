using System.Globalization;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>Makes payloads that follow a shape's facts: every field once, or a random choice.</summary>
internal static class Instances
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,-_/:;*#\"\\äß€漢😀";

    /// <summary>Every field, each list with one element, always the same values.</summary>
    public static ObjectNode Full(PayloadShape shape) =>
        new([.. shape.Fields.Select(field => new JsonMember(field.Name, FullValue(field)))]);

    /// <summary>Required fields and a random choice of the others, in any order, with values from the whole range that is allowed.</summary>
    public static ObjectNode Random(PayloadShape shape, Random random)
    {
        var fields = shape.Fields.Where(field => field.Required || random.Next(3) > 0).ToArray();
        if (random.Next(2) == 0) random.Shuffle(fields);
        return new([.. fields.Select(field => new JsonMember(field.Name, RandomValue(field, random)))]);
    }

    public static JsonNode FullValue(PayloadField field) => field.Kind switch
    {
        FieldKind.Text => JsonNode.Text("text"),
        FieldKind.Uri => JsonNode.Text("https://csms.example/files/1"),
        FieldKind.Integer => JsonNode.Raw("7"),
        FieldKind.Decimal => JsonNode.Raw("8.1"),
        FieldKind.Boolean => JsonNode.Raw("true"),
        FieldKind.Time => JsonNode.Text("2026-03-01T12:34:56.789Z"),
        FieldKind.Enum => JsonNode.Text(field.EnumTexts[0]),
        FieldKind.Object => Full(field.Nested!),
        FieldKind.ObjectList => new ListNode([Full(field.Nested!)]),
        FieldKind.TextList => new ListNode([JsonNode.Text("text")]),
        _ => throw new InvalidOperationException($"no value for {field.Kind}"),
    };

    private static JsonNode RandomValue(PayloadField field, Random random) => field.Kind switch
    {
        FieldKind.Text => Text(field.MaxLength ?? 300, random),
        FieldKind.Uri => JsonNode.Text(Pick(["https://h/", "ftp://user:pw@host:21/a/b", "http://[::1]:8080/x?y=z#f", "sftp://h/%20", "urn:a:b"], random)),
        FieldKind.Integer => JsonNode.Raw(Integer(field, random).ToString(CultureInfo.InvariantCulture)),
        FieldKind.Decimal => JsonNode.Raw(Pick(["", "-"], random) + (random.Next(4000) / 10m).ToString(CultureInfo.InvariantCulture)),
        FieldKind.Boolean => JsonNode.Raw(Pick(["true", "false"], random)),
        FieldKind.Time => JsonNode.Text(Time(random)),
        FieldKind.Enum => JsonNode.Text(Pick(field.EnumTexts, random)),
        FieldKind.Object => Random(field.Nested!, random),
        FieldKind.ObjectList => new ListNode([.. Enumerable.Range(0, random.Next(field.MinItems, 4)).Select(_ => Random(field.Nested!, random))]),
        FieldKind.TextList => new ListNode([.. Enumerable.Range(0, random.Next(field.MinItems, 4)).Select(_ => Text(field.MaxLength ?? 300, random))]),
        _ => throw new InvalidOperationException($"no value for {field.Kind}"),
    };

    private static JsonNode Text(int max, Random random)
    {
        var runes = Letters.EnumerateRunes().ToArray();
        var length = random.Next(8) == 0 ? max : random.Next(Math.Min(max, 12) + 1);
        return JsonNode.Text(string.Concat(Enumerable.Range(0, length).Select(_ => Pick(runes, random).ToString())));
    }

    private static int Integer(PayloadField field, Random random)
    {
        var least = field.Minimum ?? int.MinValue;
        return random.Next(6) switch
        {
            0 => int.MaxValue,
            1 => least,
            2 => Math.Max(least, 0),
            _ => Math.Max(least, random.Next(-100, 100_000)),
        };
    }

    private static string Time(Random random)
    {
        var instant = new DateTime(random.Next(1970, 2100), 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(365 * 86_400));
        var fraction = random.Next(3) == 0 ? "." + random.Next(1, 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture)[..random.Next(1, 10)] : "";
        return instant.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + fraction + Pick(["Z", "+02:00", "-07:30", "+00:00", "z", "+14:00"], random);
    }

    private static T Pick<T>(IReadOnlyList<T> from, Random random) => from[random.Next(from.Count)];
}
