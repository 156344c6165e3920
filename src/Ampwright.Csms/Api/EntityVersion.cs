using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Ampwright.Csms.Api;

/// <summary>
/// Keeps two people from overwriting each other: an answer tells the version of what was read as its ETag; a change that sends it back as
/// If-Match is refused when somebody else was faster. Without If-Match the last one wins.
/// </summary>
internal static class EntityVersion
{
    // A version that nothing ever has: whatever else stands in If-Match does not match.
    private const long None = -1;

    public static void Tell(HttpContext context, long version) => context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <returns>The version the change is based on; null when the request does not say.</returns>
    public static long? Expected(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0 || header == "*") return null;
        return EntityTagHeaderValue.TryParse(header.ToString(), out var tag) && !tag.IsWeak
            && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : None;
    }

    public static ProblemException ChangedMeanwhile(string where) => new Problem
    {
        Status = StatusCodes.Status412PreconditionFailed,
        Title = "Precondition failed",
        Code = "changed-meanwhile",
        Detail = $"Somebody has changed it since you read it. Read it again at GET {where} and repeat the change with its new ETag.",
    }.AsException();
}
