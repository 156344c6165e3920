namespace Ampwright.Lab.Operation;

/// <summary>Asks a person at the terminal, who has so long to answer.</summary>
internal sealed class Prompt(TextReader answers, TextWriter terminal, TimeProvider time, TimeSpan limit)
{
    // A terminal's reader blocks whoever reads, so that another thread does. A line that nobody waits for any more is not the next answer.
    private Task<string?>? _line;

    /// <param name="what">What the person is to do, after "please".</param>
    /// <param name="how">How to answer.</param>
    /// <returns>The answer without blanks around it.</returns>
    /// <exception cref="OperatorException">Nobody answers.</exception>
    public async Task<string> AskAsync(string what, string how)
    {
        await terminal.WriteLineAsync();
        await terminal.WriteLineAsync($"  PLEASE: {what}");
        await terminal.WriteAsync($"  {how} ({limit.TotalSeconds:0} s): ");
        try
        {
            if (_line is { IsCompleted: true }) _line = null;
            _line ??= Task.Run(answers.ReadLine);
            var answer = await _line.WaitAsync(limit, time);
            _line = null;
            return (answer ?? throw new OperatorException("There is nobody at the terminal.")).Trim();
        }
        catch (TimeoutException late)
        {
            throw new OperatorException($"Nobody answered within {limit.TotalSeconds:0} s.", late);
        }
    }

    /// <summary>Has something done.</summary>
    /// <exception cref="OperatorException">It cannot be done, or nobody answers.</exception>
    public async Task DoAsync(string what)
    {
        var refused = await AskAsync(what, "Press Enter when done, or write why it cannot be done");
        if (refused.Length > 0) throw new OperatorException($"It cannot be done: {refused}");
    }
}
