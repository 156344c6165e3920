using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ampwright.Csms.MessageLog;

/// <summary>
/// Masks the secrets of a frame by its structure; everything else stays byte for byte as it was on the wire.
/// <code>
///   1 nothing in it that could be a secret ─► as it is
///   2 JSON ─► walk it: the value beside a secret key, the value of a field with a secret name, private keys, credentials in URLs;
///             a string that itself holds JSON is walked too
///   3 no JSON ─► <see cref="LooseRedaction"/>
/// </code>
/// </summary>
internal static class Redaction
{
    public const string Mask = "***";

    private const int MaxDepth = 64;
    private const int MaxNesting = 4;

    // A backslash may hide any of the others.
    private static readonly SearchValues<string> Suspicious = SearchValues.Create(
        ["key", "pass", "pwd", "psk", "secret", "token", "credential", "://", "station-files", "\\"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] NamesOfName = ["key", "name", "variable", "parameter", "setting"];
    private static readonly string[] NamesOfValue = ["value", "val", "newValue", "data", "content"];
    private static readonly byte[] MaskJson = Encoding.UTF8.GetBytes($"\"{Mask}\"");

    /// <param name="frame">The frame as it crossed the wire.</param>
    /// <param name="isJson">Whether it is known to be JSON.</param>
    /// <param name="masked">Whether there was anything to mask.</param>
    public static string Redact(ReadOnlySpan<byte> frame, bool isJson, out bool masked)
    {
        var text = Encoding.UTF8.GetString(frame);
        masked = false;
        // 1
        if (isJson && !text.AsSpan().ContainsAny(Suspicious)) return text;
        // 2, 3
        var redacted = Structured(frame, text, 0) ?? LooseRedaction.OfBrokenText(text);
        masked = redacted != text;
        // PostgreSQL keeps no NUL, and no frame needs one.
        return redacted.Replace('\0', '\uFFFD');
    }

    /// <returns>The text with its secrets masked; null when it is not JSON.</returns>
    private static string? Structured(ReadOnlySpan<byte> json, string text, int nesting)
    {
        try
        {
            var cuts = new Walk(nesting).Run(json);
            return cuts.Count == 0 ? text : Apply(json, cuts);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>What a string is replaced by; null leaves it.</returns>
    private static string? OfString(string text, int nesting)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) return Mask;
        var start = text.AsSpan().TrimStart();
        if (start.Length > 0 && start[0] is '{' or '[' && nesting < MaxNesting)
        {
            var inner = Structured(Encoding.UTF8.GetBytes(text), text, nesting + 1) ?? LooseRedaction.OfBrokenText(text);
            return ReferenceEquals(inner, text) || inner == text ? null : inner;
        }
        var loose = LooseRedaction.OfText(text);
        return loose == text ? null : loose;
    }

    private static string Apply(ReadOnlySpan<byte> json, List<Cut> cuts)
    {
        cuts.Sort((one, other) => one.Start.CompareTo(other.Start) is var order && order != 0 ? order : other.Length.CompareTo(one.Length));
        var target = new ArrayBufferWriter<byte>(json.Length);
        var at = 0;
        foreach (var cut in cuts)
        {
            // Inside of one that was taken already.
            if (cut.Start < at) continue;
            target.Write(json[at..cut.Start]);
            target.Write(cut.Replacement);
            at = cut.Start + cut.Length;
        }
        target.Write(json[at..]);
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }

    private sealed record Cut(int Start, int Length, byte[] Replacement);

    private enum Role
    {
        None,
        Secret,
        NamesSetting,
        HoldsValue,
    }

    /// <summary>One pass over one JSON text.</summary>
    private sealed class Walk(int nesting)
    {
        private readonly List<Cut> _cuts = [];

        /// <summary>Values that are secret if their object turns out to name a secret key, before or after them.</summary>
        private readonly List<(int Depth, int Start, int Length)> _undecided = [];
        private readonly bool[] _namesSecret = new bool[MaxDepth + 2];

        public List<Cut> Run(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            var role = Role.None;
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        role = RoleOf(TextOf(ref reader));
                        continue;
                    case JsonTokenType.EndObject:
                        Decide(reader.CurrentDepth + 1);
                        continue;
                    case JsonTokenType.EndArray:
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        Container(json, ref reader, role);
                        break;
                    default:
                        Scalar(ref reader, role);
                        break;
                }
                role = Role.None;
            }
            return _cuts;
        }

        private void Container(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Role role)
        {
            if (role is not (Role.Secret or Role.HoldsValue)) return;
            var start = (int)reader.TokenStartIndex;
            var end = reader;
            end.Skip();
            var length = (int)end.BytesConsumed - start;
            if (role == Role.HoldsValue)
            {
                _undecided.Add((reader.CurrentDepth, start, length));
                return;
            }
            _cuts.Add(new Cut(start, length, MaskJson));
            reader = end;
        }

        private void Scalar(ref Utf8JsonReader reader, Role role)
        {
            if (reader.TokenType == JsonTokenType.Null) return;
            var start = (int)reader.TokenStartIndex;
            var length = (int)reader.BytesConsumed - start;
            if (role == Role.Secret)
            {
                _cuts.Add(new Cut(start, length, MaskJson));
                return;
            }
            if (role == Role.HoldsValue) _undecided.Add((reader.CurrentDepth, start, length));
            if (reader.TokenType != JsonTokenType.String) return;
            var text = TextOf(ref reader);
            if (role == Role.NamesSetting && SecretNames.Is(text)) _namesSecret[reader.CurrentDepth] = true;
            else if (OfString(text, nesting) is { } replaced) _cuts.Add(new Cut(start, length, Quoted(replaced)));
        }

        private void Decide(int depth)
        {
            for (var i = _undecided.Count - 1; i >= 0 && _undecided[i].Depth >= depth; i--)
            {
                if (_namesSecret[depth]) _cuts.Add(new Cut(_undecided[i].Start, _undecided[i].Length, MaskJson));
                _undecided.RemoveAt(i);
            }
            _namesSecret[depth] = false;
        }

        private static Role RoleOf(string name) =>
            NamesOfName.Contains(name, StringComparer.OrdinalIgnoreCase) ? Role.NamesSetting
            : NamesOfValue.Contains(name, StringComparer.OrdinalIgnoreCase) ? Role.HoldsValue
            : SecretNames.Is(name) ? Role.Secret
            : Role.None;

        private static byte[] Quoted(string text) =>
            [.. "\""u8, .. Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)), .. "\""u8];

        private static string TextOf(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair, or bytes that are no UTF-8: looked at as written.
                return Encoding.UTF8.GetString(reader.ValueSpan);
            }
        }
    }
}
