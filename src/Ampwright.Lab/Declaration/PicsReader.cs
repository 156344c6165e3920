using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Lab.Declaration;

/// <summary>Reads a declaration: one of the known ones by its name, or a JSON file.</summary>
internal static class PicsReader
{
    private static readonly string[] AllProfiles =
        ["Core", "FirmwareManagement", "LocalAuthListManagement", "SmartCharging", "RemoteTrigger", "Reservation"];

    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<string> Known => EmbeddedText.Names("known.").Select(Path.GetFileNameWithoutExtension)!;

    /// <exception cref="LabException">There is no such declaration, or it does not say what it must.</exception>
    public static Pics Read(string nameOrFile)
    {
        if (EmbeddedText.Find($"known.{nameOrFile}.json") is { } known) return Parse(known, nameOrFile);
        if (!File.Exists(nameOrFile))
            throw new LabException($"There is no declaration \"{nameOrFile}\": it is neither a file nor one of {string.Join(", ", Known)}.");
        return Parse(File.ReadAllText(nameOrFile), nameOrFile);
    }

    /// <summary>The declaration as a file of its own.</summary>
    public static string Write(Pics pics) => JsonSerializer.Serialize(pics, Written) + "\n";

    public static Pics Parse(string json, string source)
    {
        Pics pics;
        try
        {
            pics = JsonSerializer.Deserialize<Pics>(json, Strictly) ?? throw new LabException($"{source} is empty.");
        }
        catch (JsonException unreadable)
        {
            throw new LabException($"{source} cannot be read as a declaration: {unreadable.Message}", unreadable);
        }
        return Wrong(pics) is { } wrong ? throw new LabException($"{source}: {wrong}") : pics;
    }

    private static string? Wrong(Pics pics)
    {
        if (pics.System is not ("station" or "csms")) return $"system is \"{pics.System}\"; it may be station or csms.";
        if (pics.Profiles.Except(AllProfiles).FirstOrDefault() is { } profile)
            return $"profiles: \"{profile}\" is none of {string.Join(", ", AllProfiles)}.";
        if (!pics.Profiles.Contains("Core")) return "profiles: Core is always part of a certification.";
        if (pics.Security.FirstOrDefault(number => number is < 1 or > 3) is var wrong and not 0)
            return $"security: {wrong} is no security profile; there are 1, 2 and 3.";
        if (pics.Abilities.Except(PicsFacts.Abilities).FirstOrDefault() is { } ability)
            return $"abilities: \"{ability}\" is none of {string.Join(", ", PicsFacts.Abilities)}.";
        if (pics.System == "station" && pics.Connectors.Count == 0) return "connectors: a station has at least one.";
        return null;
    }
}
