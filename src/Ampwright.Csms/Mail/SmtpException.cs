namespace Ampwright.Csms.Mail;

/// <summary>A mail was not taken.</summary>
/// <param name="message">What happened, with the server's words where it said any.</param>
/// <param name="inner">What lies behind it.</param>
internal sealed class SmtpException(string message, Exception? inner = null) : Exception(message, inner);
