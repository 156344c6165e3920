using System.Reflection;
using System.Text.RegularExpressions;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Microsoft.Extensions.Logging;

namespace Ampwright.Csms.Tests.Metrics;

public sealed partial class MetricTests
{
    [Fact]
    public async Task What_happened_is_in_the_metrics_and_every_line_is_of_the_format()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        for (var call = 0; call < 3; call++) await station.CallAsync("Heartbeat", "{}");
        await station.CallAsync("Nonsense", "{}");
        await station.CallAsync("StatusNotification", "{}");
        var command = csms.SendAsync("POST", "/api/v1/stations/CP1/commands/Reset", """{"type":"Soft"}""");
        await station.AnswerAsync("""{"status":"Accepted"}""");
        await command;

        var text = "";
        await Eventually.HoldsAsync(async () =>
        {
            var answer = await csms.SendAsync("GET", "/metrics");
            Assert.Equal("text/plain", answer.Type);
            text = answer.Text;
            return text.Contains("ampwright_commands_total{action=\"Reset\",state=\"Answered\"} 1", StringComparison.Ordinal);
        });

        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Line(), line));
        foreach (var expected in (string[])
        [
            "ampwright_connections 1", "ampwright_calls_total{action=\"Heartbeat\",outcome=\"ok\"} 3", "ampwright_calls_total{action=\"other\",outcome=\"NotImplemented\"} 1",
            "ampwright_calls_total{action=\"StatusNotification\",outcome=\"OccurenceConstraintViolation\"} 1", "ampwright_call_seconds_count{action=\"Heartbeat\"} 3",
            "ampwright_events_total{kind=\"stationBooted\"} 1", "ampwright_message_log_dropped_total 0", "# TYPE ampwright_commit_seconds histogram",
            "ampwright_commit_units_bucket{le=\"+Inf\"}", "ampwright_writer_waiting ",
        ]) Assert.True(text.Contains(expected, StringComparison.Ordinal), $"{expected} is not in:\n{string.Join("\n", text.Split((char)10).Where(line => line.StartsWith("ampwright_", StringComparison.Ordinal)))}");
    }

    [Fact]
    public async Task The_page_on_observability_names_every_metric_of_ours()
    {
        await using var csms = await ServedCsms.StartAsync();
        var page = Page();
        var names = Name().Matches((await csms.SendAsync("GET", "/metrics")).Text).Select(name => name.Groups["name"].Value).Distinct().ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_on_observability_lists_every_log_message_with_its_id()
    {
        var page = Page();
        var known = typeof(Log).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToList();
        Assert.NotEmpty(known);
        Assert.Equal(known.Count, known.DistinctBy(message => message.EventId).Count());
        Assert.All(known, message => Assert.True(
            page.Contains($"| {message.EventId} | {message.Level} | {message.Message} |", StringComparison.Ordinal),
            $"docs/observability.md lacks the row '| {message.EventId} | {message.Level} | {message.Message} |'."));
    }

    private static string Page() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "observability.md")).ReplaceLineEndings("\n");

    [GeneratedRegex("""^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="(\\.|[^"\\])*"(,[a-zA-Z_][a-zA-Z0-9_]*="(\\.|[^"\\])*")*\})? (NaN|[+-]?[0-9.E+-]+))$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex("^# TYPE (?<name>ampwright_[a-z_]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
