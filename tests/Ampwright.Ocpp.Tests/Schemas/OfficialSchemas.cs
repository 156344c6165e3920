using Ampwright.Ocpp.Tests.Payloads;

namespace Ampwright.Ocpp.Tests.Schemas;

/// <summary>
/// The official schemas, which this repository does not hold: the environment variable OCPP_SPEC_DIR names a folder with
/// <c>schemas/core</c>, <c>schemas/core-2025-04</c> and <c>schemas/security</c>.
/// </summary>
internal static class OfficialSchemas
{
    /// <summary>The schema in force for a payload: of StopTransaction the one that the OCPP-J errata of 2025-04 re-issued.</summary>
    public static JsonSchema For(Payload payload) => Load(
        payload.Action.Profile == FeatureProfile.Security ? "security" : payload.Name == "StopTransaction" ? "core-2025-04" : "core",
        payload.Name);

    public static JsonSchema Load(string set, string name)
    {
        var root = Environment.GetEnvironmentVariable("OCPP_SPEC_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(root), "the official schemas are not part of this repository: set OCPP_SPEC_DIR to the folder that holds schemas/core and schemas/security");
        Assert.SkipUnless(Directory.Exists(root), $"OCPP_SPEC_DIR names '{root}', which does not exist");
        return JsonSchema.Load(Path.Combine(root!, "schemas", set, name + ".json"));
    }
}
