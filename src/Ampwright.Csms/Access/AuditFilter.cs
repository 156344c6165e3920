
namespace Ampwright.Csms.Access;

/// <summary>Which lines of the audit log.</summary>
/// <param name="Who">As <c>account:ann</c>, or only its beginning; whatever its case.</param>
/// <param name="Action">As <c>station.register</c>, or only its beginning: <c>station.</c> for all about stations.</param>
/// <param name="Subject">What the subject holds, whatever its case.</param>
/// <param name="From">The first instant.</param>
/// <param name="Until">The instant after the last one.</param>
internal sealed record AuditFilter(string? Who, string? Action, string? Subject, DateTimeOffset? From, DateTimeOffset? Until)
{
    public const string Condition = """
        (@who IS NULL OR lower(who) LIKE @who ESCAPE '\') AND (@action IS NULL OR lower(action) LIKE @action ESCAPE '\')
          AND (@subject IS NULL OR lower(subject) LIKE @subject ESCAPE '\') AND (@from IS NULL OR at >= @from) AND (@until IS NULL OR at < @until)
        """;

    /// <summary>The parameters of <see cref="Condition"/>, and of the page.</summary>
    public object With(long before, int limit) => new
    {
        before,
        limit,
        who = Begins(Who),
        action = Begins(Action),
        subject = Subject is null ? null : $"%{Begins(Subject)}",
        from = From?.ToUniversalTime(),
        until = Until?.ToUniversalTime(),
    };

    private static string? Begins(string? text) => text is null
        ? null
        : $"{text.ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
