namespace Ampwright.Csms.Commands;

/// <summary>The command cannot be given as it is; nothing was queued.</summary>
/// <param name="path">The field of the payload that is wrong; empty when it is the whole.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="notNow">The command is right in itself; the station may not be sent it as it stands.</param>
internal sealed class CommandInvalidException(string path, string message, bool notNow = false) : Exception(message)
{
    public string Path { get; } = path;

    public bool NotNow { get; } = notNow;
}
