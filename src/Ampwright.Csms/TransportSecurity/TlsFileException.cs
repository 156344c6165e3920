namespace Ampwright.Csms.TransportSecurity;

/// <summary>A file of keys, certificates or revocations cannot be used; the message says why.</summary>
internal sealed class TlsFileException(string file, string why, Exception? inner = null) : Exception($"The file {file} {why}", inner);
