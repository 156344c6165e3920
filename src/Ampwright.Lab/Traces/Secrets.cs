using System.Text.Json;

namespace Ampwright.Lab.Traces;

/// <summary>
/// Keeps passwords out of evidence that is handed on: the value of an AuthorizationKey is put down as stars, but for the one that the cases
/// set, which is everybody's.
/// </summary>
internal static class Secrets
{
    /// <summary>"OCA_OCTT_admin_test", as the test case document has it, in hexadecimal digits.</summary>
    public const string TestKey = "4F43415F4F4354545F61646D696E5F74657374";

    /// <param name="text">A frame, or a payload of ChangeConfiguration.</param>
    public static string Masked(string text)
    {
        if (!text.Contains("AuthorizationKey", StringComparison.Ordinal)) return text;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var payload = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().LastOrDefault() : root;
            if (Text(payload, "key") is not { } key || key.GetString() != "AuthorizationKey" || Text(payload, "value") is not { } value || value.GetString() == TestKey) return text;
            return text.Replace(value.GetRawText(), "\"***\"", StringComparison.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate, which is found only when the text is read.
            return text;
        }
    }

    private static JsonElement? Text(JsonElement payload, string member) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value : null;
}
