namespace Ampwright.Lab.Operation;

/// <summary>Asks a person at the terminal, who has so long to answer.</summary>
internal sealed class Prompt(TextReader answers, TextWriter terminal, TimeProvider time, TimeSpan limit)
{
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
            return (await answers.ReadLineAsync().WaitAsync(limit, time) ?? throw new OperatorException("There is nobody at the terminal.")).Trim();
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
