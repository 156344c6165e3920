using System.Text.Json;
using Ampwright.Csms.Hosting;

namespace Ampwright.Csms.Quirks;

/// <summary>
/// What is known of models: the program's own list, then the files <c>quirks/*.json</c> of the data folder, which may say otherwise. Read at
/// the start; a file that cannot be understood ends it, saying why.
/// </summary>
internal sealed class QuirkBook
{
    private readonly List<QuirkRule> _rules = [];

    /// <exception cref="StartException">A file says something that cannot be understood.</exception>
    public QuirkBook(CsmsOptions options)
    {
        using var own = typeof(QuirkBook).Assembly.GetManifestResourceStream("Ampwright.Csms.Quirks.known.json")!;
        Add("the program's own list", own);
        var folder = Path.Combine(options.Data, "quirks");
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            Add(file, stream);
        }
    }

    /// <summary>What is known of a model; of two entries that say different things the later one counts. A quirk set to false is none.</summary>
    public IReadOnlyDictionary<string, (string Value, string Source)> Of(string vendor, string model, string firmware)
    {
        var known = new Dictionary<string, (string Value, string Source)>(StringComparer.Ordinal);
        foreach (var rule in _rules.Where(rule => rule.Matches(vendor, model, firmware)))
        {
            foreach (var (name, value) in rule.Quirks) known[name] = (value, rule.Source);
        }
        foreach (var none in known.Where(pair => pair.Value.Value == "false").Select(pair => pair.Key).ToList()) known.Remove(none);
        return known;
    }

    private void Add(string where, Stream json)
    {
        try
        {
            foreach (var rule in JsonSerializer.Deserialize(json, QuirkJson.Default.IReadOnlyListQuirkRule)!)
            {
                Check(where, rule);
                _rules.Add(rule);
            }
        }
        catch (JsonException broken)
        {
            throw new StartException($"{where} is no list of quirks: {broken.Message} docs/quirks.md shows one.", broken);
        }
    }

    private static void Check(string where, QuirkRule rule)
    {
        foreach (var (name, value) in rule.Quirks)
        {
            if (QuirkKind.Find(name) is null)
                throw new StartException($"{where} names the quirk '{name}', which is none. Give some of: {string.Join(", ", QuirkKind.All.Select(kind => kind.Name))}.");
            var good = name == QuirkKind.TimeZone ? value == "false" || TimeZoneInfo.TryFindSystemTimeZoneById(value, out _) : value is "true" or "false";
            if (!good) throw new StartException($"{where}: '{value}' is no value of the quirk '{name}'. {(name == QuirkKind.TimeZone ? "Give the IANA name of a time zone, such as Europe/Berlin." : "Give \"true\" or \"false\".")}");
        }
    }
}
