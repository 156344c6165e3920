using System.Text.Json;

namespace Ampwright.Station.Product;

/// <summary>Reads product declarations: presets by name, others from files. Nothing unknown, missing or contradictory is let through.</summary>
public static class ProductProfileReader
{
    private const string PresetPrefix = "Ampwright.Station.Product.Presets.";

    /// <summary>Names of the presets, sorted.</summary>
    public static IReadOnlyList<string> Presets { get; } =
    [
        .. typeof(ProductProfileReader).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(PresetPrefix, StringComparison.Ordinal))
            .Select(name => name[PresetPrefix.Length..^".json".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a preset, or a file when there is no preset of that name.</summary>
    /// <exception cref="ProductProfileException">There is neither, or the declaration cannot be used.</exception>
    public static ProductProfile Read(string presetOrFile) => Read(presetOrFile, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The same with first values of configuration keys that come before the declaration's own.</summary>
    /// <exception cref="ProductProfileException">There is neither, or the declaration or a value cannot be used.</exception>
    public static ProductProfile Read(string presetOrFile, IReadOnlyDictionary<string, string> configuration)
    {
        var declared = ReadDeclaration(presetOrFile);
        var merged = new Dictionary<string, string>(declared.Configuration, StringComparer.Ordinal);
        foreach (var (key, value) in configuration) merged[key] = value;
        var profile = declared with { Configuration = merged };
        var errors = ProductProfileRules.Check(profile);
        return errors.Count == 0 ? profile : throw new ProductProfileException(presetOrFile, errors);
    }

    private static ProductProfile ReadDeclaration(string presetOrFile)
    {
        if (Presets.Contains(presetOrFile))
        {
            using var stream = typeof(ProductProfileReader).Assembly.GetManifestResourceStream($"{PresetPrefix}{presetOrFile}.json")!;
            using var reader = new StreamReader(stream);
            return Parse(reader.ReadToEnd(), presetOrFile);
        }

        try
        {
            return Parse(File.ReadAllText(presetOrFile), presetOrFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProductProfileException(
                presetOrFile, [$"It is neither a preset ({string.Join(", ", Presets)}) nor a file that can be read: {failure.Message}"]);
        }
    }

    /// <param name="source">Names the declaration in error messages.</param>
    /// <exception cref="ProductProfileException">The declaration cannot be used.</exception>
    public static ProductProfile Parse(string json, string source)
    {
        ProductProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize(json, ProductProfileJson.Default.ProductProfile);
        }
        catch (JsonException failure)
        {
            throw new ProductProfileException(source, [Readable(failure)]);
        }

        if (profile is null) throw new ProductProfileException(source, ["It is null; an object is needed."]);
        var errors = ProductProfileRules.Check(profile);
        return errors.Count == 0 ? profile : throw new ProductProfileException(source, errors);
    }

    // The serializer names the member and the place, but also types that mean nothing to the writer of a declaration.
    private static string Readable(JsonException failure)
    {
        var message = failure.Message.Replace("Ampwright.Station.Product.", "", StringComparison.Ordinal);
        return message.Contains("Path:", StringComparison.Ordinal) ? message : $"{message} Path: {failure.Path}, line {failure.LineNumber + 1}.";
    }
}
