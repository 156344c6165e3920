using System.Runtime.InteropServices;

namespace Ampwright.Csms.Power.Allotment;

/// <summary>What a connector may draw, and why.</summary>
/// <param name="Current">Per phase, in tenths of an ampere; 0: it is to pause.</param>
/// <param name="Reason">Why so much.</param>
/// <param name="Node">Where it is short, for those that get less than they can use; −1: nowhere.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Allotted(int Current, AllotmentReason Reason, int Node = -1);

/// <summary>The names are in the API.</summary>
internal enum AllotmentReason
{
    /// <summary>Nothing is decided about it: it counts at what it may draw anyhow.</summary>
    Held,

    /// <summary>It gets all it can use.</summary>
    Enough,

    /// <summary>It shares what is there with others.</summary>
    Shared,

    /// <summary>It waits for its turn: what is there does not reach for one more.</summary>
    Waits,

    /// <summary>It can use less than what a car charges with at all.</summary>
    TooLittle,
}
