using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs;

/// <summary>A CALL that a case waits for.</summary>
/// <param name="What">As the report names it.</param>
/// <param name="Action">Its action.</param>
/// <param name="Is">Whether a CALL of that action is the one meant.</param>
/// <param name="Check">What is wrong with it; null where all is as the case asks.</param>
internal sealed record Expected(string What, string Action, Func<Frame, bool> Is, Func<Frame, string?> Check)
{
    /// <summary>It may be missing.</summary>
    public bool Optional { get; init; }

    /// <summary>What is wrong with it is only a remark: the case's text marks the check with a question mark.</summary>
    public bool Doubtful { get; init; }

    /// <summary>The clause that is broken where it does not come as it should.</summary>
    public string Clause { get; init; } = "";

    /// <summary>Notification of a named action, whatever it holds.</summary>
    public static Expected Any(string action) => new(action, action, _ => true, _ => null);

    public bool Matches(Frame call) => call.Action == Action && Is(call);

    /// <summary>With one check more.</summary>
    public Expected And(Func<Frame, string?> check) => this with { Check = call => Check(call) ?? check(call) };

    /// <summary>With a member that must have this text.</summary>
    public Expected With(string member, string value) => this with
    {
        What = $"{What} {member} {value}",
        Check = call => Check(call) ?? (call.Text(member) == value ? null : $"{member} is {call.Text(member) ?? "missing"}, not {value}"),
    };
}
