using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ampwright.Lab.Conformance;

/// <summary>What a value may be.</summary>
/// <param name="Name">text, integer, decimal, number, boolean, time, uri, list, or the name of an enum or type.</param>
/// <param name="Limit">Longest text in characters, least integer, most decimal places or fewest items.</param>
/// <param name="Of">The kind of a list's items.</param>
internal sealed partial record ValueKind(string Name, int? Limit, ValueKind? Of)
{
    public static ValueKind Parse(string text)
    {
        if (text.Split(" of ") is [var list, var item]) return Single(list) with { Of = Parse(item) };
        return Single(text);
    }

    /// <summary>What is wrong with a value that is neither a list, an enum nor of a type of the table.</summary>
    public string? Wrong(JsonElement value) => Name switch
    {
        "text" => value.ValueKind != JsonValueKind.String ? "is no text"
            : Limit is { } longest && Length(value.GetString()!) > longest ? $"has {Length(value.GetString()!)} characters of at most {longest}" : null,
        "integer" => value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) ? "is no whole number"
            : number < Limit ? $"is {number}, less than {Limit}" : null,
        "decimal" => value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var places) ? "is no number"
            : decimal.Round(places, Limit ?? 0) != places ? $"is {places}, which has more than {Limit} decimal place" : null,
        "number" => value.ValueKind == JsonValueKind.Number ? null : "is no number",
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "is neither true nor false",
        "time" => value.ValueKind == JsonValueKind.String && Instant().IsMatch(value.GetString()!) && value.TryGetDateTimeOffset(out _)
            ? null : "is no instant with date, time and zone (RFC 3339)",
        "uri" => value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out _) ? null : "is no absolute URI",
        _ => throw new InvalidOperationException($"messages.txt names {Name}, which is no kind of value."),
    };

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static ValueKind Single(string text)
    {
        var bracket = text.IndexOf('(');
        return bracket < 0 ? new ValueKind(text, null, null) : new ValueKind(text[..bracket], int.Parse(text[(bracket + 1)..^1]), null);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instant();
}
