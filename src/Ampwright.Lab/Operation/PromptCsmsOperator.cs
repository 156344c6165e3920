using System.Text.Json.Nodes;

namespace Ampwright.Lab.Operation;

/// <summary>Asks a person at the desk of the CSMS under test to do it, and to read what it shows.</summary>
internal sealed class PromptCsmsOperator(TextReader answers, TextWriter terminal, TimeProvider time, TimeSpan limit) : ICsmsOperator
{
    public async Task SendAsync(string action, JsonObject payload)
    {
        var refused = await AskAsync($"have the CSMS send {action} with {payload.ToJsonString()} to the lab's station.", "Press Enter when asked for, or write why it cannot be done");
        if (refused.Length > 0) throw new OperatorException($"It cannot be done: {refused}");
    }

    public async Task AddTagAsync(string tag, string status, string? parent)
    {
        var refused = await AskAsync($"make the id tag {tag} known, {status}{(parent is null ? "" : $", with the parent {parent}")}.", "Press Enter when done, or write why it cannot be done");
        if (refused.Length > 0) throw new OperatorException($"It cannot be done: {refused}");
    }

    public async Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values)
    {
        var wanted = string.Join(", ", values.Select(value => $"{value.Key} {value.Value}"));
        while (true)
        {
            var answer = await AskAsync($"look whether the CSMS shows the {record} {key} with {wanted}.", "Write y if it does, n if it does not");
            if (answer is "y" or "n") return answer == "y";
        }
    }

    private async Task<string> AskAsync(string what, string how)
    {
        await terminal.WriteLineAsync();
        await terminal.WriteLineAsync($"  PLEASE: {what}");
        await terminal.WriteAsync($"  {how} ({limit.TotalSeconds:0} s): ");
        try
        {
            return (await answers.ReadLineAsync().WaitAsync(limit, time) ?? throw new OperatorException("There is nobody at the terminal.")).Trim();
        }
        catch (TimeoutException late)
        {
            throw new OperatorException($"Nobody answered within {limit.TotalSeconds:0} s.", late);
        }
    }
}
