namespace Ampwright.Csms.Commands;

/// <summary>The command cannot be given as it is; nothing was queued.</summary>
/// <param name="path">The field of the payload that is wrong; empty when it is the whole.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="conflict">The command is right in itself, but not as things stand: a problem's code for programs; else null.</param>
internal sealed class CommandInvalidException(string path, string message, string? conflict = null) : Exception(message)
{
    public string Path { get; } = path;

    public string? Conflict { get; } = conflict;
}
