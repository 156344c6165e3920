namespace Ampwright.Peers;

/// <summary>A peer could not do what it was asked.</summary>
internal sealed class PeerFailedException(string code, string message) : Exception($"{code}: {message}")
{
    /// <summary>The code of the CALLERROR that came back, or the name of what went wrong.</summary>
    public string Code { get; } = code;
}
