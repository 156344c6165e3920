using System.Net.WebSockets;

namespace Ampwright.Csms.Connections;

/// <summary>Why a connection is ended for the WebSocket frames that came over it.</summary>
internal sealed record FrameFault(WebSocketCloseStatus Status, string Text);
