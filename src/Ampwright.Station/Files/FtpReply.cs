namespace Ampwright.Station.Files;

/// <summary>What an FTP server answers (RFC 959 §4.2).</summary>
internal sealed record FtpReply(int Code, string Text)
{
    public bool IsPositive => Code is >= 100 and < 400;

    /// <summary>As a failure of the transfer.</summary>
    public TransferException Failure(string of) => new(
        Code switch
        {
            530 or 532 => TransferFault.PermissionDenied,
            550 when Text.Contains("ermission", StringComparison.Ordinal) || Text.Contains("denied", StringComparison.OrdinalIgnoreCase) => TransferFault.PermissionDenied,
            550 => TransferFault.NotFound,
            553 => TransferFault.PermissionDenied,
            500 or 502 or 504 or 534 or 536 => TransferFault.NotSupported,
            552 => TransferFault.TooLarge,
            425 or 522 => TransferFault.DataRefused,
            _ => TransferFault.Failed,
        },
        $"{of}: FTP {Code}");
}
