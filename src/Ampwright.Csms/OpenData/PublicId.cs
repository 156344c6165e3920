using System.Globalization;

namespace Ampwright.Csms.OpenData;

/// <summary>
/// What a station is called outside: a number of ours. Its identity is what it connects by, and one that needs no password could be taken over by
/// whoever knows it.
/// </summary>
internal static class PublicId
{
    public static string Of(long stationId) => string.Create(CultureInfo.InvariantCulture, $"S{stationId}");

    public static string Of(long stationId, int connectorId) => string.Create(CultureInfo.InvariantCulture, $"S{stationId}-{connectorId}");
}
