using Ampwright.Ocpp.Tests.Payloads;

namespace Ampwright.Ocpp.Tests.Schemas;

/// <summary>
/// The official schemas, which this repository does not hold: the environment variable OCPP_SPEC_DIR names a folder with
/// <c>schemas/core</c>, <c>schemas/core-2025-04</c> and <c>schemas/security</c>.
/// </summary>
internal static class OfficialSchemas
{
    private static readonly string? Root = Environment.GetEnvironmentVariable("OCPP_SPEC_DIR");

    /// <summary>The payloads to test: all 78, or one line that is skipped and says why.</summary>
    public static TheoryData<string> Payloads => Directory.Exists(Root) ? Payload.Names : ["all payloads"];

    /// <summary>A payload and the schema in force for it: of StopTransaction the one that the OCPP-J errata of 2025-04 re-issued.</summary>
    public static (Payload Payload, JsonSchema Schema) Find(string name)
    {
        SkipWithoutSchemas();
        var payload = Payload.Find(name);
        var set = payload.Action.Profile == FeatureProfile.Security ? "security" : name == "StopTransaction" ? "core-2025-04" : "core";
        return (payload, Load(set, name));
    }

    public static JsonSchema Load(string set, string name)
    {
        SkipWithoutSchemas();
        return JsonSchema.Load(Path.Combine(Root!, "schemas", set, name + ".json"));
    }

    private static void SkipWithoutSchemas()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Root), "the official schemas are not part of this repository: set OCPP_SPEC_DIR to the folder that holds schemas/core and schemas/security");
        Assert.SkipUnless(Directory.Exists(Root), $"OCPP_SPEC_DIR names '{Root}', which does not exist");
    }
}
