using System.Collections.Immutable;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Station.Tests.Years;

/// <summary>Who comes to charge, and what the CSMS thinks of them.</summary>
internal static class Drivers
{
    public static readonly ImmutableArray<byte>[] Cards = [[0x04, 1, 1, 1], [0x04, 2, 2, 2], [0x04, 3, 3, 3], [0x04, 4, 4, 4], Blocked, [0x04, 6, 6, 6, 6, 6, 6]];

    public static readonly string[] Tags = [.. Cards.Select(card => Convert.ToHexString(card.AsSpan()))];

    private static ImmutableArray<byte> Blocked => [0x04, 0xBB, 0xBB, 0xBB];

    /// <summary>A card: mostly a good one.</summary>
    public static int Any(Random random) => random.Next(8) == 0 ? 4 + random.Next(2) : random.Next(4);

    public static IdTagInfo Verdict(string idTag) => Array.IndexOf(Tags, idTag) switch
    {
        0 or 1 => new IdTagInfo { Status = AuthorizationStatus.Accepted, ParentIdTag = "FAMILY" },
        2 or 3 => new IdTagInfo { Status = AuthorizationStatus.Accepted },
        4 => new IdTagInfo { Status = AuthorizationStatus.Blocked },
        _ => new IdTagInfo { Status = AuthorizationStatus.Invalid },
    };
}
