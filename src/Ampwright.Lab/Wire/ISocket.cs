namespace Ampwright.Lab.Wire;

/// <summary>One connection to the system under test: a WebSocket, a scripted peer in memory, or a recorded one.</summary>
internal interface ISocket
{
    /// <summary>Sends a text message, or loses it where the connection is already gone.</summary>
    void Send(string text);

    /// <summary>Ends it in order.</summary>
    void Close();
}
