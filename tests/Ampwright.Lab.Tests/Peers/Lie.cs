using System.Text.Json.Nodes;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>The one fault in which a liar differs from its honest twin.</summary>
internal sealed class Lie
{
    private Lie(string name) => Name = name;

    public string Name { get; }

    /// <summary>What becomes of a message before it is sent; null loses it.</summary>
    public Func<Outgoing, Outgoing?> Change { get; private init; } = outgoing => outgoing;

    /// <summary>A way of behaving that the model knows by this name.</summary>
    public string Habit { get; private init; } = "";

    /// <summary>What a frame becomes on the wire once the case has begun: other texts, several or none.</summary>
    public Func<string, IEnumerable<string>> Wire { get; private init; } = text => [text];

    /// <summary>Whether the case has begun.</summary>
    public bool Armed { get; set; }

    /// <summary>It begins with the so manyth message that it would change: what stands before the case stays right.</summary>
    public int Nth { get; private init; } = 1;

    /// <summary>What is sent in place of a frame.</summary>
    public IEnumerable<string> Send(string text) => Armed ? Wire(text) : [text];

    public override string ToString() => Name;

    public Lie From(int nth) => new($"{Name} from number {nth}") { Change = Change, Habit = Habit, Nth = nth };

    public static Lie None { get; } = new("honest");

    public static Lie Behaves(string habit) => new(habit) { Habit = habit };

    /// <summary>Frames are changed on the wire, in the case alone.</summary>
    public static Lie Garbles(Func<string, IEnumerable<string>> wire) => new("garbles") { Wire = wire };

    /// <summary>Nothing is ever said, neither answers nor CALLs.</summary>
    public static Lie Silence { get; } = new("says nothing") { Change = _ => null };

    /// <summary>Nothing is ever answered.</summary>
    public static Lie Mute { get; } = new("answers nothing") { Change = outgoing => outgoing.IsAnswer ? null : outgoing };

    /// <summary>Every answer comes after the lab has given up.</summary>
    public static Lie Late { get; } = new("answers-late") { Habit = "answers-late" };

    /// <summary>Every message has a member that is not of the standard.</summary>
    public static Lie Sloppy { get; } = new("adds a member to everything") { Change = outgoing => outgoing.With("extra", true) };

    /// <summary>A CALL that is never sent.</summary>
    public static Lie Never(string action, string? member = null, string? value = null) => new($"never sends {action} {member} {value}")
    {
        Change = outgoing => !outgoing.IsAnswer && outgoing.Is(action, member, value) ? null : outgoing,
    };

    /// <summary>A CALL with another value in one member.</summary>
    public static Lie Tells(string action, string member, JsonNode? instead, string? whenMember = null, string? whenValue = null) =>
        new($"tells {member} {instead?.ToJsonString() ?? "not at all"} in {action} {whenMember} {whenValue}")
        {
            Change = outgoing => !outgoing.IsAnswer && outgoing.Is(action, whenMember, whenValue) ? outgoing.With(member, instead) : outgoing,
        };

    /// <summary>An answer with another value in one member.</summary>
    public static Lie Answers(string action, string member, JsonNode? instead) => new($"answers {action} with {member} {instead?.ToJsonString() ?? "missing"}")
    {
        Change = outgoing => outgoing.IsAnswer && outgoing.Action == action ? outgoing.With(member, instead) : outgoing,
    };

    /// <summary>A CALLERROR for an answer.</summary>
    public static Lie Errs(string action, string code) => new($"answers {action} with CALLERROR {code}")
    {
        Change = outgoing => outgoing.IsAnswer && outgoing.Action == action ? outgoing with { ErrorCode = code } : outgoing,
    };

    /// <summary>No answer to an action.</summary>
    public static Lie Silent(string action) => new($"never answers {action}")
    {
        Change = outgoing => outgoing.IsAnswer && outgoing.Action == action ? null : outgoing,
    };
}
