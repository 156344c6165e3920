using Ampwright.Csms.Access;

namespace Ampwright.Csms.MessageLog;

/// <summary>Which frames are asked for; what is null does not matter.</summary>
internal sealed record MessageFilter
{
    /// <summary>A station's identity.</summary>
    public string? Station { get; init; }

    public string? Action { get; init; }
    public string? MessageId { get; init; }
    public FrameDirection? Direction { get; init; }
    public string? Kind { get; init; }

    /// <summary>From this instant on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Contained in the frame's text, A to Z without case.</summary>
    public string? Text { get; init; }

    public bool OnlyFindings { get; init; }

    /// <summary>Only frames of stations at these sites.</summary>
    public SiteScope Scope { get; init; } = SiteScope.Everywhere;
}
