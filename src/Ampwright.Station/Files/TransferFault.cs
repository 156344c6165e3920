namespace Ampwright.Station.Files;

/// <summary>Why a file was not transferred.</summary>
internal enum TransferFault
{
    /// <summary>The location is no URL of a file, or holds what none may hold.</summary>
    BadLocation,

    /// <summary>The station is not allowed to go there: scheme or host.</summary>
    NotAllowed,

    /// <summary>Nobody there, the line broke, or nothing came for too long.</summary>
    Unreachable,

    NotFound,

    PermissionDenied,

    /// <summary>The server does not do what is needed.</summary>
    NotSupported,

    TooLarge,

    /// <summary>
    /// An FTP server did not take the data connection (RFC 959 §4.2.2: 425; vsftpd: 522). With TLS that is most often a session it does not know: the
    /// platform keeps sessions by host, and another connection to the same host had renewed it meanwhile.
    /// </summary>
    DataRefused,

    /// <summary>The server's answer is another kind of failure.</summary>
    Failed,
}

/// <summary>A file was not transferred. The message holds no secret of the location.</summary>
internal sealed class TransferException(TransferFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    public TransferFault Fault { get; } = fault;

    /// <summary>Trying again cannot help.</summary>
    public bool IsFinal => Fault is TransferFault.BadLocation or TransferFault.NotAllowed or TransferFault.TooLarge;
}
