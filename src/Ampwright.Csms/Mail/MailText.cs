using System.Globalization;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Events;

namespace Ampwright.Csms.Mail;

/// <summary>What a mail says of the events it tells: how many of each kind, then the first of them, line by line.</summary>
internal sealed class MailText
{
    private const int MostLines = 200;
    private const int MostOfLine = 400;

    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly StringBuilder _lines = new();
    private string? _only;

    public int Count { get; private set; }

    public void Add(RecordedEvent recorded)
    {
        Count++;
        _kinds[recorded.Kind] = _kinds.GetValueOrDefault(recorded.Kind) + 1;
        _only = recorded.Change.Station;
        if (Count > MostLines) return;
        var line = Line(recorded);
        _lines.Append(line.Length > MostOfLine ? $"{line[..MostOfLine]}…" : line).Append('\n');
    }

    public string Subject => Count == 1
        ? $"[Ampwright] {_kinds.First().Key}{(_only is null ? "" : $" {_only}")}"
        : string.Create(CultureInfo.InvariantCulture, $"[Ampwright] {Count} events{(_kinds.Count == 1 ? $" {_kinds.First().Key}" : "")}");

    public override string ToString()
    {
        var text = new StringBuilder();
        if (Count > 1)
        {
            foreach (var (kind, count) in _kinds) text.Append(CultureInfo.InvariantCulture, $"{count,6}  {kind}\n");
            text.Append('\n');
        }
        text.Append(_lines);
        if (Count > MostLines) text.Append(CultureInfo.InvariantCulture, $"… and {Count - MostLines} more\n");
        return text.ToString();
    }

    private static string Line(RecordedEvent recorded)
    {
        var line = new StringBuilder();
        line.Append(recorded.At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append("  ").Append(recorded.Kind);
        if (recorded.Change.Station is { } station) line.Append("  ").Append(station);
        using var change = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(recorded.Change, EventJson.Default.StateChange));
        foreach (var field in change.RootElement.EnumerateObject())
        {
            if (field.Name is "kind" or "station" || field.Value.ValueKind == JsonValueKind.Null) continue;
            line.Append("  ").Append(field.Name).Append('=').Append(field.Value.ToString());
        }
        // What stations wrote must not begin lines of its own.
        return string.Concat(line.ToString().Select(letter => char.IsControl(letter) ? ' ' : letter));
    }
}
