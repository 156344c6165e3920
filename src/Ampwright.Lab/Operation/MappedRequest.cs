namespace Ampwright.Lab.Operation;

/// <summary>One line of a mapping file: how an action is asked of somebody's rig.</summary>
/// <param name="Method">POST unless said otherwise.</param>
/// <param name="Url">With {connector} and {tag} where they belong.</param>
/// <param name="Body">Text to send, with the same; null for none.</param>
/// <param name="ContentType">application/json unless said otherwise.</param>
/// <param name="Headers">Such as Authorization.</param>
internal sealed record MappedRequest(
    string Url, string Method = "POST", string? Body = null, string ContentType = "application/json", IReadOnlyDictionary<string, string>? Headers = null);
