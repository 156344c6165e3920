using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ampwright.Ocpp.Tests.Schemas;

/// <summary>
/// The part of JSON Schema draft-04 and draft-06 that the official schemas use, with formats asserted and decimals exact. A keyword it
/// does not know is an error, so that no rule of a schema is passed over.
/// </summary>
internal sealed partial class JsonSchema
{
    private static readonly string[] Known =
    [
        "type", "properties", "required", "additionalProperties", "items", "enum", "maxLength", "minItems", "multipleOf", "format", "$ref",
        "$schema", "id", "$id", "title", "description", "javaType", "comment", "definitions",
        "additionalItems", // without effect beside an "items" that is an object
    ];

    private readonly JsonElement _schema;
    private readonly JsonElement _root;

    private JsonSchema(JsonElement schema, JsonElement root)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = root.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..]);
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Known.Contains(keyword.Name)) throw new NotSupportedException($"The schema keyword '{keyword.Name}' is not known to this validator: teach it.");
        }

        _schema = schema;
        _root = root;
        Type = schema.GetProperty("type").GetString()!;
        Properties = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => new JsonSchema(property.Value, root))
            : [];
        Required = schema.TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(name => name.GetString()!)] : [];
        IsClosed = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False;
        Items = schema.TryGetProperty("items", out var items) ? new JsonSchema(items, root) : null;
        Values = schema.TryGetProperty("enum", out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : null;
        MaxLength = schema.TryGetProperty("maxLength", out var maxLength) ? maxLength.GetInt32() : null;
        MinItems = schema.TryGetProperty("minItems", out var minItems) ? minItems.GetInt32() : 0;
        MultipleOf = schema.TryGetProperty("multipleOf", out var multipleOf) ? multipleOf.GetDecimal() : null;
        Format = schema.TryGetProperty("format", out var format) ? format.GetString() : null;
    }

    public string Type { get; }

    public IReadOnlyDictionary<string, JsonSchema> Properties { get; }

    public IReadOnlyList<string> Required { get; }

    public bool IsClosed { get; }

    public JsonSchema? Items { get; }

    public IReadOnlyList<string>? Values { get; }

    public int? MaxLength { get; }

    public int MinItems { get; }

    public decimal? MultipleOf { get; }

    public string? Format { get; }

    /// <summary>Draft-04 knows only numbers written without fraction and exponent as integers; draft-06 takes 1.0 too.</summary>
    public bool IsDraft4 => _root.GetProperty("$schema").GetString()!.Contains("draft-04", StringComparison.Ordinal);

    public static JsonSchema Load(string file)
    {
        var root = JsonDocument.Parse(File.ReadAllText(file).TrimStart('\uFEFF')).RootElement;
        return new JsonSchema(root, root);
    }

    /// <summary>What is wrong with a value; null = nothing.</summary>
    public string? Refuses(JsonElement value)
    {
        switch (Type)
        {
            case "object":
                return value.ValueKind == JsonValueKind.Object ? RefusesObject(value) : "not an object";
            case "array":
                if (value.ValueKind != JsonValueKind.Array) return "not a list";
                if (value.GetArrayLength() < MinItems) return "too few elements";
                return value.EnumerateArray().Select(Items!.Refuses).FirstOrDefault(what => what is not null);
            case "string":
                return value.ValueKind == JsonValueKind.String ? RefusesText(value.GetString()!) : "not a string";
            case "integer":
                return value.ValueKind == JsonValueKind.Number && IsInteger(value.GetRawText()) ? null : "not an integer";
            case "number":
                if (value.ValueKind != JsonValueKind.Number) return "not a number";
                return MultipleOf is { } unit && decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture) % unit != 0 ? "not a multiple" : null;
            case "boolean":
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "not a boolean";
            default:
                throw new NotSupportedException($"The schema type '{Type}' is not known to this validator: teach it.");
        }
    }

    private string? RefusesObject(JsonElement value)
    {
        foreach (var name in Required)
        {
            if (!value.TryGetProperty(name, out _)) return $"'{name}' is missing";
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!Properties.TryGetValue(member.Name, out var schema))
            {
                if (IsClosed) return $"'{member.Name}' is not known";
            }
            else if (schema.Refuses(member.Value) is { } what)
            {
                return $"{member.Name}: {what}";
            }
        }

        return null;
    }

    private string? RefusesText(string text)
    {
        if (Values is not null && !Values.Contains(text)) return "not one of the values";
        if (text.EnumerateRunes().Count() > MaxLength) return "too long";
        return Format switch
        {
            null => null,
            "date-time" => IsDateTime(text) ? null : "not a date-time",
            "uri" => Uri3986().IsMatch(text) ? null : "not a URI",
            _ => throw new NotSupportedException($"The format '{Format}' is not known to this validator: teach it."),
        };
    }

    private bool IsInteger(string literal)
    {
        if (literal.IndexOfAny(['.', 'e', 'E']) < 0) return true;
        return !IsDraft4 && decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && decimal.Truncate(value) == value;
    }

    // RFC 3339 §5.6, §5.7
    private static bool IsDateTime(string text)
    {
        var match = Rfc3339().Match(text);
        if (!match.Success) return false;
        int Part(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        var year = Part("year");
        var month = Part("month");
        if (month is < 1 or > 12 || Part("day") < 1 || Part("day") > DateTime.DaysInMonth(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 2000 : 2001, month)) return false;
        if (Part("hour") > 23 || Part("minute") > 59 || Part("second") > 60) return false;
        return !match.Groups["oh"].Success || (Part("oh") <= 23 && Part("om") <= 59);
    }

    [GeneratedRegex(@"^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[Tt](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(\.\d+)?([Zz]|[+-](?<oh>\d\d):(?<om>\d\d))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rfc3339();

    // RFC 3986: a scheme and characters that a URI may have.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uri3986();
}
