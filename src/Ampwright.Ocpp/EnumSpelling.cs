using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Ampwright.Ocpp;

/// <summary>The spellings of one enumeration, made once.</summary>
public static class EnumSpelling<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>
    where TEnum : struct, Enum
{
    private static readonly Entry[] Entries = [.. Read()];
    private static readonly Entry[] Sent = [.. Entries.Where(entry => entry.IsSent)];

    /// <summary>Every text that is read as a value, the sent spelling of each first.</summary>
    public static IReadOnlyList<string> Texts { get; } = [.. Entries.Select(entry => entry.Text)];

    /// <summary>The values of the enumeration, in order of declaration.</summary>
    public static IReadOnlyList<TEnum> Values { get; } = [.. Sent.Select(entry => entry.Value)];

    /// <summary>The text that is sent for a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static string TextOf(TEnum value) => EntryOf(value).Text;

    public static bool TryParse(string text, out TEnum value)
    {
        foreach (var entry in Entries)
        {
            if (!entry.Text.Equals(text, StringComparison.Ordinal)) continue;
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Finds a value whatever the case of its text: tolerant reading, with a finding.</summary>
    public static bool TryParseIgnoringCase(string text, out TEnum value)
    {
        foreach (var entry in Entries)
        {
            if (!entry.Text.Equals(text, StringComparison.OrdinalIgnoreCase)) continue;
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    internal static bool TryParse(ReadOnlySpan<byte> utf8, out TEnum value)
    {
        foreach (var entry in Entries)
        {
            if (!utf8.SequenceEqual(entry.Utf8)) continue;
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    internal static JsonEncodedText EncodedTextOf(TEnum value) => EntryOf(value).Encoded;

    private static Entry EntryOf(TEnum value)
    {
        foreach (var entry in Sent)
        {
            if (EqualityComparer<TEnum>.Default.Equals(entry.Value, value)) return entry;
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a member of {typeof(TEnum).Name}.");
    }

    private static IEnumerable<Entry> Read()
    {
        foreach (var field in typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var value = (TEnum)field.GetValue(null)!;
            var spelling = field.GetCustomAttribute<SpellingAttribute>();
            yield return new Entry(spelling?.Text ?? field.Name, value, IsSent: true);
            foreach (var other in spelling?.AlsoRead ?? []) yield return new Entry(other, value, IsSent: false);
        }
    }

    private sealed record Entry(string Text, TEnum Value, bool IsSent)
    {
        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Text);

        public JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(Text);
    }
}
