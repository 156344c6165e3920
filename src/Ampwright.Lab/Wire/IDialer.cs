namespace Ampwright.Lab.Wire;

/// <summary>How the lab's station reaches the CSMS under test: a WebSocket, a scripted peer in memory, or a recorded one.</summary>
internal interface IDialer
{
    /// <summary>Whether the run was told an end point with TLS.</summary>
    bool HasTls { get; }

    /// <summary>Opens a connection for the conversation; what was open before is gone first.</summary>
    /// <exception cref="LabException">The CSMS does not let it in.</exception>
    Task ConnectAsync(Pass pass);

    /// <summary>Asks for a connection with these subprotocols and drops it again.</summary>
    /// <returns>The subprotocol that was chosen; empty where the connection came without one, null where it was refused.</returns>
    Task<string?> NegotiateAsync(Pass pass, IReadOnlyList<string> subprotocols);

    /// <summary>Ends the connection without a word.</summary>
    Task DropAsync();

    /// <summary>Shakes hands by TLS 1.2 with one suite alone, and drops the connection.</summary>
    /// <returns>Null where the CSMS did not.</returns>
    Task<TlsAnswer?> ShakeHandsAsync(Pass pass, int suite);
}
