using System.Text;
using System.Text.Json;

namespace Ampwright.Lab.Traces;

/// <summary>
/// Keeps passwords out of evidence that is handed on: those that the run was told, and the value of every AuthorizationKey that was seen on the
/// line, stand there as stars wherever they turn up. The one that the cases set is everybody's and stays.
/// </summary>
internal sealed class Secrets
{
    /// <summary>"OCA_OCTT_admin_test", as the test case document has it, in hexadecimal digits.</summary>
    public const string TestKey = "4F43415F4F4354545F61646D696E5F74657374";

    private const string Stars = "***";
    private const string Key = "AuthorizationKey";
    private const int Shortest = 8;

    private readonly HashSet<string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A password of the run, in each way of writing it.</summary>
    public void Hide(byte[]? password)
    {
        if (password is null) return;
        var text = Encoding.UTF8.GetString(password);
        foreach (var written in new[] { Convert.ToHexString(password), text, Uri.EscapeDataString(text) }) Add(written);
    }

    /// <summary>Looks for keys in a frame; what cannot be read has none.</summary>
    public void Learn(string frame)
    {
        if (!frame.Contains(Key, StringComparison.Ordinal)) return;
        try
        {
            using var document = JsonDocument.Parse(frame);
            Walk(document.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate, which is found only when the text is read.
        }
    }

    public string Masked(string text) => _values.Aggregate(text, (masked, value) => masked.Replace(value, Stars, StringComparison.OrdinalIgnoreCase));

    private void Walk(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Walk(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (Text(element, "key") == Key && Text(element, "value") is { } value) Add(value);
            foreach (var member in element.EnumerateObject()) Walk(member.Value);
        }
    }

    private void Add(string value)
    {
        if (value.Length >= Shortest && !value.Equals(TestKey, StringComparison.OrdinalIgnoreCase)) _values.Add(value);
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
