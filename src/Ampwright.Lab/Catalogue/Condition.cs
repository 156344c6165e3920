namespace Ampwright.Lab.Catalogue;

/// <summary>
/// When a case is run: words of the declaration joined by <c>&amp;</c>, <c>|</c> and <c>!</c> with brackets; <c>-</c> is always.
/// </summary>
internal sealed class Condition
{
    private readonly Func<IReadOnlySet<string>, bool> _holds;

    private Condition(string text, Func<IReadOnlySet<string>, bool> holds)
    {
        Text = text;
        _holds = holds;
    }

    public string Text { get; }

    /// <exception cref="FormatException">The text is no condition.</exception>
    public static Condition Parse(string text)
    {
        if (text == "-") return new Condition(text, _ => true);
        var words = new Queue<string>(text.Replace("(", " ( ").Replace(")", " ) ").Replace("!", " ! ")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var holds = Either(words);
        return words.Count == 0 ? new Condition(text, holds) : throw new FormatException($"\"{text}\": {words.Peek()} is too much.");
    }

    public bool Holds(IReadOnlySet<string> facts) => _holds(facts);

    public override string ToString() => Text;

    private static Func<IReadOnlySet<string>, bool> Either(Queue<string> words)
    {
        var left = Both(words);
        while (Take(words, "|"))
        {
            var (first, second) = (left, Both(words));
            left = facts => first(facts) || second(facts);
        }
        return left;
    }

    private static Func<IReadOnlySet<string>, bool> Both(Queue<string> words)
    {
        var left = One(words);
        while (Take(words, "&"))
        {
            var (first, second) = (left, One(words));
            left = facts => first(facts) && second(facts);
        }
        return left;
    }

    private static Func<IReadOnlySet<string>, bool> One(Queue<string> words)
    {
        if (!words.TryDequeue(out var word)) throw new FormatException("A condition ends in the middle.");
        if (word == "!")
        {
            var not = One(words);
            return facts => !not(facts);
        }
        if (word != "(") return facts => facts.Contains(word);
        var inner = Either(words);
        return Take(words, ")") ? inner : throw new FormatException("A condition has a bracket that is not closed.");
    }

    private static bool Take(Queue<string> words, string word)
    {
        if (!words.TryPeek(out var next) || next != word) return false;
        words.Dequeue();
        return true;
    }
}
