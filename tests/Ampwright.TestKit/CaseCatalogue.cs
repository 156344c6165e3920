namespace Ampwright.TestKit;

/// <summary>The certification's list of test cases.</summary>
public static class CaseCatalogue
{
    public const string WhyNot = "The catalogue of test cases is not here: OCPP_SPEC_DIR does not lead to it.";

    /// <summary>Null where there is none.</summary>
    /// <param name="side">CS, a charging station under test; or CSMS.</param>
    public static IReadOnlyList<(string Id, string Profile)>? Of(string side) => Environment.GetEnvironmentVariable("OCPP_SPEC_DIR") is { Length: > 0 } folder
        && Path.Combine(folder, "..", "certification", "test-cases.tsv") is var file && File.Exists(file)
            ? [.. File.ReadLines(file).Skip(1).Select(line => line.Split('\t')).Where(fields => fields[1] == side).Select(fields => (fields[0], fields[2]))]
            : null;
}
