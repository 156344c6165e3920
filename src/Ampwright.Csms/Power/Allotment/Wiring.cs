using System.Runtime.InteropServices;

namespace Ampwright.Csms.Power.Allotment;

/// <summary>Which phases of the site a connector can load, and how its current counts.</summary>
/// <param name="Phases">The site's phases it may load: bit 0 is L1, bit 1 L2, bit 2 L3. Where that is not known, all it may be on.</param>
/// <param name="Weight">How many phases it loads at most at once: its current counts that often in a limit of power. 1 to 3.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Wiring(int Phases, int Weight)
{
    public static Wiring ThreePhases { get; } = new(0b111, 3);

    /// <summary>One phase, nobody knows which: it counts on each of them, and once in a limit of power.</summary>
    public static Wiring SomePhase { get; } = new(0b111, 1);

    public bool Loads(int phase) => (Phases & (1 << phase)) != 0;
}
