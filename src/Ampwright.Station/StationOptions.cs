namespace Ampwright.Station;

/// <summary>Which station this is and how it behaves where the standard leaves a choice.</summary>
public sealed record StationOptions
{
    /// <summary>The identity in the URL, 1 to 48 characters.</summary>
    public required string Identity { get; init; }

    /// <summary>The CSMS's endpoint without the identity, <c>ws</c> or <c>wss</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>
    /// The bytes of the password for HTTP Basic authentication; null = none. An AuthorizationKey set by the CSMS takes its place.
    /// </summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Everything random about this station follows from it.</summary>
    public int Seed { get; init; }

    /// <summary>A retried transaction message uses the id of its first attempt; by default each attempt has its own.</summary>
    public bool SameIdOnRetry { get; init; }

    /// <summary>Transaction messages that may wait; above it every second MeterValues goes. Starts and stops never do.</summary>
    public int MostQueuedMessages { get; init; } = 12_000;
}
