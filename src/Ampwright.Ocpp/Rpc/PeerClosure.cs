using System.Net.WebSockets;

namespace Ampwright.Ocpp.Rpc;

/// <summary>How and why a connection ended.</summary>
/// <param name="End">Who ended it.</param>
/// <param name="Status">The status of the close frame, if one came or went.</param>
/// <param name="Text">Its text, or what broke.</param>
public sealed record PeerClosure(PeerEnd End, WebSocketCloseStatus? Status, string Text);
