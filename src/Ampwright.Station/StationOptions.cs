namespace Ampwright.Station;

/// <summary>Which station this is and how it behaves where the standard leaves a choice.</summary>
public sealed record StationOptions
{
    /// <summary>The identity in the URL, 1 to 48 characters.</summary>
    public required string Identity { get; init; }

    /// <summary>The CSMS's endpoint without the identity, <c>ws</c> or <c>wss</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>
    /// The same endpoint behind TLS, for security profiles 2 and 3 where <see cref="Endpoint"/> is <c>ws</c>. Null = there is none, and the
    /// station takes no profile above 1 from the CSMS: the protocol cannot tell it where to go (security whitepaper ed. 3, A05).
    /// </summary>
    public Uri? SecureEndpoint { get; init; }

    /// <summary>
    /// Roots of the CSMS that came with the product, in PEM, one text each. Each is installed once; what the CSMS deletes stays deleted.
    /// </summary>
    public IReadOnlyList<string> CsmsRoots { get; init; } = [];

    /// <summary>The same for the manufacturer's roots, which firmware signers lead to.</summary>
    public IReadOnlyList<string> ManufacturerRoots { get; init; } = [];

    /// <summary>
    /// The files of certificate revocation lists of the manufacturer's roots, PEM or DER, asked for when SignedUpdateFirmware comes and again when its
    /// image has been fetched; it may throw <see cref="IOException"/>, and nothing is installed then. Lists that none of the roots signed do not
    /// count. Null = there are none.
    /// </summary>
    public Func<IReadOnlyList<ReadOnlyMemory<byte>>>? RevocationLists { get; init; }

    /// <summary>
    /// The bytes of the password for HTTP Basic authentication; null = none. An AuthorizationKey set by the CSMS takes its place.
    /// </summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>
    /// The only hosts the station fetches firmware from and brings files to, whatever a CSMS says; <c>*.example.com</c> stands for all below it.
    /// Null = any host.
    /// </summary>
    public IReadOnlyList<string>? FileHosts { get; init; }

    /// <summary>Everything random about this station follows from it.</summary>
    public int Seed { get; init; }

    /// <summary>A retried transaction message uses the id of its first attempt; by default each attempt has its own.</summary>
    public bool SameIdOnRetry { get; init; }

    /// <summary>
    /// A TriggerMessage for BootNotification is carried out also once the station is accepted, as some CSMSs ask on every connection.
    /// By default it is Rejected then, as errata v4.0 3.35 recommends.
    /// </summary>
    public bool BootNotificationOnTrigger { get; init; }

    /// <summary>Transaction messages that may wait; above it every second MeterValues goes. Starts and stops never do.</summary>
    public int MostQueuedMessages { get; init; } = 12_000;
}
