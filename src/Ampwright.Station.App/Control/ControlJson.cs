using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Station.App.Control;

/// <summary>JSON of the control API: camelCase, enum values by name, nothing unknown is taken.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        // Answers are JSON and never part of a page, so quotes need no disguise.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads the body; an empty one is <c>{}</c>.</summary>
    /// <exception cref="ControlException">It is not what the request needs.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            return JsonSerializer.Deserialize<T>(text.Trim().Length == 0 ? "{}" : text, Options)
                ?? throw new ControlException(StatusCodes.Status400BadRequest, "The body is null; an object is needed.");
        }
        catch (JsonException failure)
        {
            var members = string.Join(", ", typeof(T).GetProperties().Select(Describe));
            throw new ControlException(
                StatusCodes.Status400BadRequest, $"The body cannot be read at {failure.Path ?? "its start"}. It may hold: {members}.");
        }
    }

    private static string Describe(PropertyInfo member)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return type.IsEnum ? $"{name} ({string.Join(" or ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))})" : name;
    }
}
