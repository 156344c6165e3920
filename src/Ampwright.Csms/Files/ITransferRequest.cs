namespace Ampwright.Csms.Files;

/// <summary>What callers may say of any file that a station is to fetch or to bring.</summary>
internal interface ITransferRequest
{
    /// <summary>Attempts after the first.</summary>
    int? Retries { get; }

    /// <summary>Seconds.</summary>
    int? RetryInterval { get; }

    /// <summary>Seconds that the command may wait to be sent.</summary>
    int? ExpiresIn { get; }

    /// <summary>Minutes without a sign of the transfer.</summary>
    int? TimeoutMinutes { get; }
}
