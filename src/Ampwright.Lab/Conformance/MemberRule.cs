namespace Ampwright.Lab.Conformance;

/// <summary>A line of the table: a member of a message.</summary>
internal sealed record MemberRule(string Name, bool Required, ValueKind Kind)
{
    public static MemberRule Parse(string line)
    {
        var space = line.IndexOf(' ');
        var name = line[..space];
        return new MemberRule(name.TrimEnd('!'), name[^1] == '!', ValueKind.Parse(line[(space + 1)..]));
    }
}
