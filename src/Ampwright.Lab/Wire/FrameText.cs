using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ampwright.Lab.Wire;

/// <summary>Reads and writes the text of frames, strictly (OCPP-J 1.6 §4).</summary>
internal static class FrameText
{
    /// <summary>Longest message id (OCPP-J 1.6 §4.1.4).</summary>
    public const int MaxIdLength = 36;

    private static readonly JsonDocumentOptions Strictly = new() { MaxDepth = 32, AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Takes a frame apart.</summary>
    /// <param name="fault">What is wrong with it, where the answer is null.</param>
    public static Frame? Read(string text, out string fault)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(text, Strictly);
            root = document.RootElement.Clone();
        }
        catch (JsonException unreadable)
        {
            fault = $"it is not JSON with each member once: {unreadable.Message}";
            return null;
        }
        catch (InvalidOperationException halved)
        {
            fault = $"it has a name that is no Unicode: {halved.Message}";
            return null;
        }
        if (!Decodes(root))
        {
            fault = "it has a text with half of a surrogate pair, which is no Unicode";
            return null;
        }
        fault = Fault(root) ?? "";
        if (fault.Length > 0) return null;
        var kind = (FrameKind)root[0].GetInt32();
        var id = root[1].GetString()!;
        return kind switch
        {
            FrameKind.Call => new Frame { Kind = kind, Id = id, Action = root[2].GetString()!, Payload = root[3] },
            FrameKind.Result => new Frame { Kind = kind, Id = id, Payload = root[2] },
            _ => new Frame { Kind = kind, Id = id, ErrorCode = root[2].GetString()!, ErrorText = root[3].GetString()!, Payload = root[4] },
        };
    }

    public static string Call(string id, string action, JsonNode payload) => Write(new JsonArray(2, id, action, payload.DeepClone()));

    public static string Result(string id, JsonNode payload) => Write(new JsonArray(3, id, payload.DeepClone()));

    public static string Error(string id, string code, string text) => Write(new JsonArray(4, id, code, text, new JsonObject()));

    private static string Write(JsonArray frame) => frame.ToJsonString(Plainly);

    // JSON can write half of a surrogate pair; whoever reads such a text as one fails.
    private static bool Decodes(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is not null,
                JsonValueKind.Array => element.EnumerateArray().All(Decodes),
                JsonValueKind.Object => element.EnumerateObject().All(member => member.Name.Length >= 0 && Decodes(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Fault(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array) return "it is not a JSON array";
        var length = root.GetArrayLength();
        if (length == 0 || root[0].ValueKind != JsonValueKind.Number || !root[0].TryGetInt32(out var type) || type is < 2 or > 4)
            return "its first element is not 2, 3 or 4";
        var expected = type switch { 2 => 4, 3 => 3, _ => 5 };
        if (length != expected) return $"it has {length} elements where a frame of type {type} has {expected}";
        if (root[1].ValueKind != JsonValueKind.String || root[1].GetString() is not { Length: > 0 and <= MaxIdLength })
            return "its message id is not a string of 1 to 36 characters";
        if (type != 3 && root[2].ValueKind != JsonValueKind.String) return type == 2 ? "its action is not a string" : "its error code is not a string";
        if (type == 4 && root[3].ValueKind != JsonValueKind.String) return "its error description is not a string";
        return root[length - 1].ValueKind == JsonValueKind.Object ? null : "its last element is not an object";
    }
}
