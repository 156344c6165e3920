using System.Text.Json;

namespace Ampwright.TestKit.Scripted;

/// <summary>How a scripted peer meets a CALL.</summary>
public sealed record Reply
{
    private Reply(Func<string, string>? frame, bool hangsUp)
    {
        Frame = frame;
        HangsUp = hangsUp;
    }

    /// <summary>Makes the whole frame to send from the message id; null = send nothing.</summary>
    internal Func<string, string>? Frame { get; }

    /// <summary>The connection ends at once, without a goodbye.</summary>
    internal bool HangsUp { get; }

    /// <summary>No answer, ever.</summary>
    public static Reply Silence { get; } = new(null, hangsUp: false);

    /// <summary>No answer, and the connection breaks.</summary>
    public static Reply HangUp { get; } = new(null, hangsUp: true);

    public static Reply Result(object payload) => Raw(id => $"[3,{JsonSerializer.Serialize(id)},{JsonSerializer.Serialize(payload)}]");

    public static Reply Error(string code) => Raw(id => $"[4,{JsonSerializer.Serialize(id)},\"{code}\",\"\",{{}}]");

    /// <summary>Whatever text a test wants in place of an answer.</summary>
    public static Reply Raw(Func<string, string> frame) => new(frame, hangsUp: false);
}
