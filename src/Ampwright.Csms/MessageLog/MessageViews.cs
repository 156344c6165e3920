using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Ampwright.Csms.MessageLog;

internal sealed record MessageView(
    [property: Description("Its place in the log; also the event's id where the log is followed")] long Sequence,
    DateTimeOffset At,
    [property: Description("The station's identity")] string Station,
    [property: Description("FromStation or ToStation")] string Direction,
    [property: Description("Call, CallResult, CallError, UnknownMessageType or Unreadable")] string Kind,
    [property: Description("The action of the CALL; of an answer that of its CALL, where it is known")] string? Action,
    string? MessageId,
    [property: Description("Which connection of the station it crossed: each has an epoch of its own")] long Epoch,
    [property: Description("Its size on the wire")] int Bytes,
    [property: Description("The text, secrets masked by ***, everything else as it was sent")] string Frame,
    [property: Description("How many characters of a very long frame were kept; null: all")] int? CutAfter,
    [property: Description("Frames of the same connection that were lost to pressure just before this one")] int LostBefore,
    [property: Description("What deviates from the standard in it, or why it was refused")] IReadOnlyList<MessageFinding> Findings)
{
    public static MessageView Of(MessageRecord message) => new(
        message.Sequence, message.At, message.Station, message.Direction, message.Kind, message.Action, message.MessageId, message.Epoch, message.Bytes,
        message.Frame, message.CutAfter, message.LostBefore,
        message.Findings is null ? [] : JsonSerializer.Deserialize(message.Findings, FindingJson.Default.IReadOnlyListMessageFinding)!);
}

internal sealed record MessageLogView(
    bool Enabled,
    int KeepDays,
    int KeepMegabytes,
    [property: Description("Size of all frames kept, on the wire")] long KeptBytes,
    [property: Description("Bytes that wait to be stored")] long WaitingBytes,
    [property: Description("Frames lost to pressure since the program started; each gap is told at the frame that follows it")] long Dropped);

internal sealed record MessageLogRequest
{
    [Required, Description("False: nothing of any station is recorded")]
    public bool? Enabled { get; init; }

    [Required, Range(1, 3650), Description("Frames older than this many days go")]
    public int? KeepDays { get; init; }

    [Required, Range(1, 1_000_000), Description("When the frames kept are larger than this together, the oldest go")]
    public int? KeepMegabytes { get; init; }
}

internal sealed record StationMessageLogView(
    [property: Description("What is said of this station")] bool Enabled,
    [property: Description("Whether its frames are recorded: both this and the log as a whole are on")] bool Recording);

internal sealed record StationMessageLogRequest
{
    [Required, Description("False: nothing of this station is recorded")]
    public bool? Enabled { get; init; }
}

internal sealed record ModelFindingView
{
    [Description("As BootNotification told it; empty before the first")]
    public string Vendor { get; init; } = "";
    public string Model { get; init; } = "";
    public string Firmware { get; init; } = "";
    public string Action { get; init; } = "";

    [Description("What kind of deviation was survived, the code of the CALLERROR that refused the frame, or Unreadable")]
    public string Kind { get; init; } = "";

    [Description("Where in the payload, without list positions; empty for the frame as a whole")]
    public string Path { get; init; } = "";
    public long Times { get; init; }
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }

    [Description("What was met the last time, in words")]
    public string LastText { get; init; } = "";

    [Description("The identity of the station that did it last")]
    public string LastStation { get; init; } = "";
}
