namespace Ampwright.Csms.Hosting;

/// <summary>The program cannot start as asked; the message says why and what to do.</summary>
internal sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
