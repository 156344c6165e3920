namespace Ampwright.Csms.Api;

/// <summary>One page of a list. <see cref="Next"/> is the value of <c>after</c> that brings the following page; null on the last.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How much of a list is asked for.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;
    public const int MostLimit = 500;

    public static int Limit(FieldErrors errors, int? limit)
    {
        if (limit is < 1 or > MostLimit) errors.Add("limit", $"Give a number from 1 to {MostLimit}.");
        return limit ?? DefaultLimit;
    }

    /// <summary>Makes a page of a list that was read one longer than the limit.</summary>
    public static Page<T> Of<T>(List<T> items, int limit, Func<T, string> key) => items.Count <= limit
        ? new Page<T>(items, null)
        : new Page<T>(items.GetRange(0, limit), key(items[limit - 1]));
}
