namespace Ampwright.Ocpp.Payloads;

/// <summary>Limits that hold before anything is allocated for what a peer sends.</summary>
public static class PayloadLimits
{
    /// <summary>Levels of nesting; the deepest official payload, StopTransaction, has five.</summary>
    public const int MaxDepth = 16;

    /// <summary>Elements of one list.</summary>
    public const int MaxElements = 16_384;

    /// <summary>Unknown fields of one object before tolerant reading gives up.</summary>
    public const int MaxUnknownFields = 64;

    /// <summary>A string that the standard limits to less may be as long as this in tolerant reading.</summary>
    public const int TolerantTextLength = 255;
}
