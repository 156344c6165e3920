using System.Text.RegularExpressions;

namespace Ampwright.EndToEnd.Crash;

/// <summary>A call of the system, as strace tells it.</summary>
/// <param name="Name">The call.</param>
/// <param name="Text">Its arguments, and what follows them.</param>
/// <param name="Returned">What it returned; null for a send, which is taken at its beginning.</param>
internal sealed partial record SystemCall(string Name, string Text, string? Returned)
{
    /// <summary>What strace saw, a send at its beginning, everything else at its end.</summary>
    public static IEnumerable<SystemCall> Read(IEnumerable<string> lines)
    {
        var unfinished = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            if (Line().Match(line) is not { Success: true } seen) continue;
            var (thread, name, text) = (seen.Groups["thread"].Value, seen.Groups["name"].Value, seen.Groups["text"].Value);
            var isResumed = seen.Groups["resumed"].Success;
            if (name.StartsWith("send", StringComparison.Ordinal))
            {
                if (!isResumed) yield return new SystemCall(name, text, null);
                continue;
            }
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                unfinished[thread] = text;
                continue;
            }
            var begun = isResumed && unfinished.Remove(thread, out var before) ? before : "";
            yield return new SystemCall(name, begun + text, Result().Match(text).Groups["result"].Value);
        }
    }

    [GeneratedRegex(@"^(?<thread>\d+)\s+(<\.\.\. (?<name>\w+)(?<resumed> resumed)>|(?<name>\w+)\()(?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"\) += (?<result>-?\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Result();
}
