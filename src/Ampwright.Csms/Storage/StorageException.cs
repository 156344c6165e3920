namespace Ampwright.Csms.Storage;

/// <summary>What was to be stored is not stored: nobody may be told that it is.</summary>
internal sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
