namespace Ampwright.Lab;

/// <summary>The lab's own data: its tables and known declarations.</summary>
internal static class EmbeddedText
{
    public static string Read(string name) =>
        Find(name) ?? throw new InvalidOperationException($"The lab was built without its table {name}.");

    /// <summary>Null where there is none of that name.</summary>
    public static string? Find(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The names that begin so, without that beginning.</summary>
    public static IEnumerable<string> Names(string beginning) =>
        typeof(EmbeddedText).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(beginning, StringComparison.Ordinal))
            .Select(name => name[beginning.Length..]).Order();
}
