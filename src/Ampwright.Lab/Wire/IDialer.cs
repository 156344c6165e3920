namespace Ampwright.Lab.Wire;

/// <summary>How the lab's station reaches the CSMS under test: a WebSocket, a scripted peer in memory, or a recorded one.</summary>
internal interface IDialer
{
    /// <summary>Opens a connection for the conversation; what was open before is gone first.</summary>
    /// <exception cref="LabException">The CSMS does not let it in.</exception>
    Task ConnectAsync();

    /// <summary>Asks for a connection with these subprotocols and drops it again.</summary>
    /// <returns>The subprotocol that was chosen; empty where the connection came without one, null where it was refused.</returns>
    Task<string?> NegotiateAsync(IReadOnlyList<string> subprotocols);
}
