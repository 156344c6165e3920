using System.Text.Json.Serialization;

namespace Ampwright.Lab.Runs;

/// <summary>What a case found. The names are those of the report and of the official tool's interface.</summary>
internal enum Verdict
{
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>The system did not do what the case asks.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>A precondition or a manual action failed: the system was not judged.</summary>
    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,

    /// <summary>The lab or the connection broke.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
