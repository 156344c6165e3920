namespace Ampwright.Ocpp;

/// <summary>How the standard spells an enumeration value, where a C# name cannot; further spellings are understood when reading.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SpellingAttribute(string text, params string[] alsoRead) : Attribute
{
    /// <summary>The spelling that is sent.</summary>
    public string Text { get; } = text;

    /// <summary>Other spellings that are read as the same value and are as good.</summary>
    public IReadOnlyList<string> AlsoRead { get; } = alsoRead;
}
