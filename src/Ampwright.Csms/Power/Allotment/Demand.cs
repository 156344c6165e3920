namespace Ampwright.Csms.Power.Allotment;

/// <summary>What is known of a connector when power is shared. Currents are per phase, in tenths of an ampere.</summary>
internal sealed record Demand
{
    /// <summary>Its place in the list of nodes.</summary>
    public int Node { get; init; }

    public Wiring Wiring { get; init; } = Wiring.ThreePhases;

    /// <summary>
    /// What it may draw whatever is decided now. Of one that <see cref="IsFixed"/>, all there is to say; of another the least it counts at: its
    /// station's fall-back, to which it may return by itself.
    /// </summary>
    public int Held { get; init; }

    /// <summary>Nothing is decided about it: no car charges, or its station cannot be told.</summary>
    public bool IsFixed { get; init; }

    /// <summary>With less than this a car does not charge: it gets none of it, or at least this. 6 A by IEC 61851.</summary>
    public int Least { get; init; } = 60;

    /// <summary>What it can make use of; not less than <see cref="Held"/>.</summary>
    public int Most { get; init; }

    /// <summary>Of two the greater comes first, where the policy asks for it.</summary>
    public int Priority { get; init; }

    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Since when it has been given something without a break; null: it waits.</summary>
    public DateTimeOffset? ServedSince { get; init; }

    /// <summary>Since when it waits, or when it last began to.</summary>
    public DateTimeOffset WaitingSince { get; init; }

    /// <summary>What it has had so far, in Wh: of two that wait equally long, who had less comes first.</summary>
    public long Received { get; init; }

    /// <summary>It was given something lately and drew nothing: it has the least of what nobody else can use, so that its car may begin again.</summary>
    public bool DrawsNothing { get; init; }

    /// <summary>What it needs from now on to have its least energy when it departs; 0: nothing was promised.</summary>
    public int Needed { get; init; }

    public DateTimeOffset? DepartsAt { get; init; }
}
