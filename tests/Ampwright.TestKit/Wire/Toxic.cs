namespace Ampwright.TestKit.Wire;

/// <summary>What a bad line does to the bytes on it.</summary>
public enum Toxic
{
    /// <summary>Everything comes late.</summary>
    Late,

    /// <summary>Few bytes a second.</summary>
    Slow,

    /// <summary>Each byte comes in a segment of its own.</summary>
    Sliced,

    /// <summary>Nothing comes for a while, then all of it.</summary>
    Stalled,

    /// <summary>Reset in the middle of a frame.</summary>
    Reset,

    /// <summary>Closed in order in the middle of a frame.</summary>
    Truncated,

    /// <summary>The last bytes come a second time, and then the end.</summary>
    Repeated,

    /// <summary>One direction is closed after a frame, the other stays open.</summary>
    HalfClosed,
}
