using System.Reflection;
using System.Text.RegularExpressions;

namespace Ampwright.TestKit;

/// <summary>The certification's list of test cases, and which of them have a test named after them.</summary>
public static class CaseCatalogue
{
    public const string WhyNot = "The catalogue of test cases is not here: OCPP_SPEC_DIR does not lead to it.";

    /// <summary>Null where there is none.</summary>
    /// <param name="side">CS, a charging station under test; or CSMS.</param>
    public static IReadOnlyList<(string Id, string Profile)>? Of(string side) => Environment.GetEnvironmentVariable("OCPP_SPEC_DIR") is { Length: > 0 } folder
        && Path.Combine(folder, "..", "certification", "test-cases.tsv") is var file && File.Exists(file)
            ? [.. File.ReadLines(file).Skip(1).Select(line => line.Split('\t')).Where(fields => fields[1] == side).Select(fields => (fields[0], fields[2]))]
            : null;

    /// <summary>The cases that test methods of the assembly carry in their names.</summary>
    /// <param name="tests">A test assembly.</param>
    /// <param name="side">CS or CSMS.</param>
    /// <param name="test">The attribute that makes a method a test.</param>
    public static HashSet<string> Walked(Assembly tests, string side, Type test) =>
    [
        .. tests.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttributes(test, inherit: true).Length > 0)
            .SelectMany(method => Regex.Matches(method.Name, $@"TC_\d+(?:_\d+)?_{side}(?![A-Z])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .Select(match => match.Value),
    ];
}
