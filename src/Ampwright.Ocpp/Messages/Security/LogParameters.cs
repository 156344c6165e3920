using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>Which part of a log is wanted and where. Security whitepaper ed. 3 §6.14.</summary>
public sealed record LogParameters
{
    /// <summary>URL to upload to. At most 512 characters.</summary>
    public required string RemoteLocation { get; init; }

    /// <summary>Oldest entry wanted.</summary>
    public OcppTime? OldestTimestamp { get; init; }

    /// <summary>Newest entry wanted.</summary>
    public OcppTime? LatestTimestamp { get; init; }

    internal static readonly PayloadShape<LogParameters> Shape = new PayloadShape<LogParameters>()
        .Text("remoteLocation", payload => payload.RemoteLocation, max: 512)
        .OptionalTime("oldestTimestamp", payload => payload.OldestTimestamp)
        .OptionalTime("latestTimestamp", payload => payload.LatestTimestamp)
        .Reads(values => new()
        {
            RemoteLocation = values.Text(0),
            OldestTimestamp = values.OptionalTime(1),
            LatestTimestamp = values.OptionalTime(2),
        });
}
