namespace Ampwright.Station.Hardware;

/// <summary>
/// The two firmware slots of the host: one runs, the other takes what is to come. Whatever happens in between, one of them can be started.
/// Members that change something throw <see cref="IOException"/> when the storage fails; the running slot is untouched then.
/// </summary>
/// <remarks>
/// <code>
/// stage ─► inspect ─► activate ─► (reset) ─► trial ─┬─ confirm ─────────────► the new image stays
///                                                   └─ roll back, or any
///                                                      start before confirm ─► the old image again
/// </code>
/// </remarks>
public interface IFirmwarePort
{
    /// <summary>How the image that runs in this life came to run.</summary>
    FirmwareStart Start { get; }

    /// <summary>SHA-256 of the image that runs, as it was staged, in hexadecimal; null = the one from the factory.</summary>
    string? RunningDigest { get; }

    /// <summary>The slot that does not run, as a file: readable, writable, seekable. What was staged before is still in it.</summary>
    Stream OpenStaging();

    /// <summary>Whether what is staged is a whole image for this hardware. Null = it is, else what is wrong with it, in words.</summary>
    Task<string?> InspectAsync(CancellationToken cancel);

    /// <summary>The staged image starts next, on trial. Durable when it returns.</summary>
    void Activate();

    /// <summary>The image on trial works and is the one to start from now on. Durable when it returns.</summary>
    void Confirm();

    /// <summary>The image on trial does not work: the one before starts next. Durable when it returns.</summary>
    void RollBack();
}
