using System.CommandLine;
using Ampwright.Csms.Metrics;

namespace Ampwright.Csms.Hosting;

/// <summary>The options of <c>ampwright-csms</c> about where its metrics are sent, described in docs/observability.md.</summary>
internal sealed class TelemetryOptions
{
    private const int MostSeconds = 3600;

    private readonly Option<string?> _to = new("--otlp")
    {
        HelpName = "URL",
        Description = "Send metrics by OTLP over HTTP to this collector, such as http://127.0.0.1:4318",
    };

    private readonly Option<int> _seconds = new("--otlp-seconds")
    {
        HelpName = "N",
        Description = "How often",
        DefaultValueFactory = _ => 60,
    };

    public IEnumerable<Option> All => [_to, _seconds];

    /// <returns>Null where nothing is sent.</returns>
    /// <exception cref="StartException">An option cannot be as given.</exception>
    public OtlpSettings? Read(ParseResult parsed)
    {
        var seconds = parsed.GetValue(_seconds);
        if (parsed.GetValue(_to) is not { } to)
        {
            return parsed.GetResult(_seconds) is { Implicit: false } ? throw new StartException("--otlp-seconds was given without --otlp. Say which collector the metrics go to.") : null;
        }
        if (!Uri.TryCreate(to, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0)
            throw new StartException($"--otlp {to} is not the URL of a collector. Give one such as http://127.0.0.1:4318; /v1/metrics is put behind it.");
        if (url.UserInfo.Length > 0)
            throw new StartException($"--otlp holds a user name or password. Give it as a header in the environment variable {OtlpExport.HeadersVariable} instead, where the list of processes does not show it.");
        if (seconds is < 1 or > MostSeconds) throw new StartException($"--otlp-seconds {seconds} is not possible. Give 1 to {MostSeconds}.");
        return new OtlpSettings(new Uri(url.AbsoluteUri.TrimEnd('/') + "/v1/metrics"), TimeSpan.FromSeconds(seconds));
    }
}
